using System.Collections.Immutable;
using Iii.Generators.Functions;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Usage;

/// <summary>The ids of an assembly's functions; looked up when somebody asks.</summary>
internal sealed class FunctionIds(Compilation compilation)
{
    private readonly Lazy<ImmutableDictionary<string, int>> _counts = new(() =>
        Functions(compilation.Assembly.GlobalNamespace).GroupBy(id => id, StringComparer.Ordinal).ToImmutableDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal));

    /// <summary>How many functions have the id.</summary>
    public int Count(string id) => _counts.Value.TryGetValue(id, out var count) ? count : 0;

    private static IEnumerable<string> Functions(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (var id in Functions(inner))
                {
                    yield return id;
                }
            }
            else if (member is IMethodSymbol method && FunctionAttribute.Of(method) is { } attribute && FunctionAttribute.Id(attribute) is { } id)
            {
                yield return id;
            }
        }
    }
}
