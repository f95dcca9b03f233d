using System.Diagnostics.CodeAnalysis;
using Iii.Filters.Evaluation;
using Iii.Filters.Syntax;

namespace Iii.Filters.Indexing;

/// <summary>Compares scalar literals as <c>$eq</c> compares values.</summary>
internal sealed class ScalarComparer : IEqualityComparer<FilterLiteral>
{
    public static readonly ScalarComparer Instance = new();

    public bool Equals(FilterLiteral? x, FilterLiteral? y) =>
        x!.Kind == y!.Kind && x.Number == y.Number && x.Text.AsSpan().SequenceEqual(y.Text);

    public int GetHashCode([DisallowNull] FilterLiteral obj) =>
        HashCode.Combine(obj.Kind, obj.Number, Utf8KeyComparer.Instance.GetHashCode(obj.Text));
}
