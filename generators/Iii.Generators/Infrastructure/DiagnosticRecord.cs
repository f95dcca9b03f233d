using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Iii.Generators.Infrastructure;

/// <summary>A place in the source as plain data: nothing of a compilation stays alive in the pipeline.</summary>
internal sealed record LocationRecord(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationRecord? From(Location? location) =>
        location is { SourceTree: { } tree } ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;

    public static LocationRecord? From(ISymbol symbol) => From(symbol.Locations.FirstOrDefault(l => l.IsInSource));

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
