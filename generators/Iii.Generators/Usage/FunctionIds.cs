using System.Collections.Immutable;
using Iii.Generators.Functions;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Usage;

/// <summary>The ids that an assembly's methods have by [IIIFunction]; looked up when somebody asks.</summary>
internal sealed class FunctionIds(Compilation compilation)
{
    private readonly Lazy<ImmutableDictionary<string, ImmutableArray<IMethodSymbol>>> _methods = new(() =>
        Functions(compilation.Assembly.GlobalNamespace).GroupBy(f => f.Id, f => f.Method, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => g.ToImmutableArray(), StringComparer.Ordinal));

    /// <summary>The methods that have the id.</summary>
    public ImmutableArray<IMethodSymbol> Of(string id) => _methods.Value.TryGetValue(id, out var methods) ? methods : [];

    /// <summary>An id that nothing else has, for one of several methods that have the same; each of them gets a different one.</summary>
    public string Another(string id, IMethodSymbol method)
    {
        // The first may keep its own, and then needs no other.
        var taken = new HashSet<string>(_methods.Value.Keys, StringComparer.Ordinal);
        foreach (var other in Of(id).Skip(1).TakeWhile(o => !SymbolEqualityComparer.Default.Equals(o, method)))
        {
            taken.Add(ProposedId.Another(id, other, taken));
        }

        return ProposedId.Another(id, method, taken);
    }

    private static IEnumerable<(string Id, IMethodSymbol Method)> Functions(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var found in Functions(inner))
                {
                    yield return found;
                }
            }
            else if (member is IMethodSymbol method && FunctionAttribute.Of(method) is { } attribute && FunctionAttribute.Id(attribute) is { } id)
            {
                yield return (id, method);
            }
        }
    }
}
