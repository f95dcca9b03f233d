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

/// <summary>A diagnostic as plain data.</summary>
/// <param name="Descriptor">What it is; one of a fixed table.</param>
/// <param name="Location">Where.</param>
/// <param name="Arguments">What the message names.</param>
internal sealed record DiagnosticRecord(DiagnosticDescriptor Descriptor, LocationRecord? Location, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic(LocationRecord? additional = null) => Diagnostic.Create(
        Descriptor,
        Location?.ToLocation() ?? Microsoft.CodeAnalysis.Location.None,
        additional is null ? [] : [additional.ToLocation()],
        Arguments.Items.ToArray<object>());
}
