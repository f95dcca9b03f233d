using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Annotations;

/// <summary>[Compare]: two members have equal values.</summary>
internal static class CompareAnnotation
{
    public static Annotation? Of(AnnotationUse use)
    {
        var name = use.Argument(0) as string ?? "";
        var other = Find(use.Value.Owner, name);
        if (other is null || use.Value.Owner is null)
        {
            return use.Fail(AnnotationDiagnostics.ComparesNothing, use.Value.Place, name, use.Value.Owner?.ToDisplayString() ?? "");
        }

        if (!SymbolEqualityComparer.Default.Equals(other.Type, use.Value.Type))
        {
            return use.HasNoMeaning($"{other.Name} is a {other.Type.ToDisplayString()}, to which it is never equal");
        }

        var display = new AnnotatedValue(other, other.Type, other.Name, []).KnownName ?? other.Name;
        var equals = other.Type.IsValueType ? $"global::System.Collections.Generic.EqualityComparer<{other.Type.Qualified()}>.Default.Equals" : "object.Equals";
        return use.Message($"must be equal to {use.Value.JsonName(name)}", [display], out _) is not { } message ? null : new Annotation
        {
            Check = new Check($"!{equals}({Check.Value}, {Check.Owner}.{NamingConventions.Escaped(name)})", message) { IsOfNull = true },
        };
    }

    private static IPropertySymbol? Find(INamedTypeSymbol? type, string name)
    {
        for (; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault(p => p is { IsStatic: false, IsIndexer: false, GetMethod.DeclaredAccessibility: Accessibility.Public }) is { } property)
            {
                return property;
            }
        }

        return null;
    }
}
