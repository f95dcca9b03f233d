using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Iii.Generators.Infrastructure;

/// <summary>A place in the source as plain data: nothing of a compilation stays alive in the pipeline.</summary>
internal sealed record LocationRecord(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static LocationRecord? From(Location? location) =>
        location is { SourceTree: { } tree } ? new(tree.FilePath, location.SourceSpan, location.GetLineSpan().Span) : null;

    public static LocationRecord? From(ISymbol symbol) => From(symbol.Locations.FirstOrDefault(l => l.IsInSource));

    /// <summary>The place in the compilation's own tree: only there do <c>#pragma warning</c> and <c>.editorconfig</c> have a say.</summary>
    public Location ToLocation(Compilation compilation) =>
        compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == Path) is { } tree && Span.End <= tree.Length ? Location.Create(tree, Span) : Location.Create(Path, Span, Lines);
}

/// <summary>A diagnostic as plain data.</summary>
/// <param name="Descriptor">What it is; one of a fixed table.</param>
/// <param name="Location">Where.</param>
/// <param name="Arguments">What the message names.</param>
internal sealed record DiagnosticRecord(DiagnosticDescriptor Descriptor, LocationRecord? Location, EquatableArray<string> Arguments)
{
    /// <summary>The property of a diagnostic that has its <see cref="Mend"/>.</summary>
    public const string MendProperty = "Mend";

    /// <summary>What a code fix writes, as C# source; null where there is nothing mechanical to do.</summary>
    public string? Mend { get; init; }

    public Diagnostic ToDiagnostic(Compilation compilation, LocationRecord? additional = null) => Diagnostic.Create(
        Descriptor,
        Location?.ToLocation(compilation) ?? Microsoft.CodeAnalysis.Location.None,
        additional is null ? [] : [additional.ToLocation(compilation)],
        Mend is null ? ImmutableDictionary<string, string?>.Empty : ImmutableDictionary<string, string?>.Empty.Add(MendProperty, Mend),
        Arguments.Items.ToArray<object>());
}
