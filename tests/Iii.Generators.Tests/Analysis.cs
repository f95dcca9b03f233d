using System.Collections.Immutable;
using Iii.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Iii.Generators.Tests;

/// <summary>Runs the analyzers over source text.</summary>
internal static class Analysis
{
    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = [new FunctionUsageAnalyzer(), new UnawaitedTaskAnalyzer(), new MappedIdAnalyzer(), new MappedCallAnalyzer(), new FixableErrorsAnalyzer()];

    /// <summary>What they say, in the order of the source; of nothing else.</summary>
    public static Task<IReadOnlyList<Diagnostic>> OfAsync(params string[] sources) => OfAsync(Generation.Of(sources).Output);

    public static async Task<IReadOnlyList<Diagnostic>> OfAsync(Compilation compilation)
    {
        var found = await compilation.WithAnalyzers(Analyzers).GetAnalyzerDiagnosticsAsync();
        Assert.DoesNotContain(found, d => d.Id == "AD0001");
        return [.. found.OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start)];
    }
}
