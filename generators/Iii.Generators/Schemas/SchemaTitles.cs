using System.Runtime.CompilerServices;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>The titles of types: their names, by which generators of code for others call them. Where an assembly has a name twice, the namespace comes before it.</summary>
internal sealed class SchemaTitles
{
    private static readonly ConditionalWeakTable<Compilation, SchemaTitles> s_compilations = new();

    private readonly HashSet<string> _ambiguous = new(StringComparer.Ordinal);

    private SchemaTitles(Compilation compilation) => Count(compilation.Assembly.GlobalNamespace, new HashSet<string>(StringComparer.Ordinal));

    public static SchemaTitles Of(Compilation compilation) => s_compilations.GetValue(compilation, static c => new SchemaTitles(c));

    public string Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => Of(array.ElementType) + "Array",
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => "Nullable" + Of(nullable.TypeArguments[0]),
        INamedTypeSymbol named => Space(named) + Name(named),
        _ => type.Name,
    };

    /// <summary>The title of what belongs to a function: <c>orders::save</c> and Request make OrdersSaveRequest.</summary>
    public static string Of(string functionId, string what)
    {
        var title = new System.Text.StringBuilder();
        var isStart = true;
        foreach (var c in functionId)
        {
            if (char.IsLetterOrDigit(c))
            {
                title.Append(isStart ? char.ToUpperInvariant(c) : c);
            }

            isStart = !char.IsLetterOrDigit(c);
        }

        return title.Append(what).ToString();
    }

    private string Name(INamedTypeSymbol type) => (type.ContainingType is { } outer ? Name(outer) : "") + type.Name + string.Concat(type.TypeArguments.Select(Of));

    private string Space(INamedTypeSymbol type)
    {
        var outermost = type;
        while (outermost.ContainingType is { } outer)
        {
            outermost = outer;
        }

        return _ambiguous.Contains(outermost.Name) && outermost.ContainingNamespace is { IsGlobalNamespace: false } space ? Of(space.ToDisplayString(), "") : "";
    }

    private void Count(INamespaceSymbol space, HashSet<string> seen)
    {
        foreach (var member in space.GetMembers())
        {
            if (member is INamespaceSymbol inner)
            {
                Count(inner, seen);
            }
            else if (!seen.Add(member.Name))
            {
                _ambiguous.Add(member.Name);
            }
        }
    }
}
