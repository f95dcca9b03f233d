using System.Collections.Immutable;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Iii.Generators.Tests;

/// <summary>Runs the generators over source text.</summary>
internal sealed class Generation
{
    public static readonly CSharpParseOptions Parsing = new CSharpParseOptions(LanguageVersion.CSharp12, DocumentationMode.Diagnose).WithFeatures([new("InterceptorsNamespaces", "Iii.Generated")]);

    /// <summary>The framework, the library, and what it depends on.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
        [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(IIIWorker).Assembly.Location), MetadataReference.CreateFromFile(typeof(Microsoft.Extensions.Logging.ILogger).Assembly.Location)];

    private Generation(GeneratorDriver driver, Compilation input, Compilation output, ImmutableArray<Diagnostic> diagnostics)
    {
        Driver = driver;
        Input = input;
        Output = output;
        Diagnostics = diagnostics;
    }

    public GeneratorDriver Driver { get; }

    public Compilation Input { get; }

    public Compilation Output { get; }

    public ImmutableArray<Diagnostic> Diagnostics { get; }

    /// <summary>The emitted files by name.</summary>
    public IReadOnlyDictionary<string, string> Files =>
        Driver.GetRunResult().Results.SelectMany(r => r.GeneratedSources).ToDictionary(s => s.HintName, s => s.SourceText.ToString());

    public IEnumerable<string> Ids => Diagnostics.Select(d => d.Id).Order(StringComparer.Ordinal);

    /// <summary>What the compiler says of source and emitted code together, less the missing comments of the test's own source.</summary>
    public IEnumerable<string> CompilerMessages =>
        Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Id != "CS1591").Select(d => d.ToString());

    public static Generation Of(params string[] sources) => Of([], sources);

    public static Generation Of(MetadataReference[] references, params string[] sources) =>
        Of(Parsing, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, checkOverflow: true), references, sources);

    /// <summary>Compiles as a user's settings have it.</summary>
    public static Generation Of(CSharpParseOptions parse, CSharpCompilationOptions options, MetadataReference[] references, params string[] sources)
    {
        var compilation = CSharpCompilation.Create(
            references.Length == 0 ? "Shop" : "Town",
            sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, parse, $"File{i}.cs")),
            [.. references, .. References],
            options);
        return Of(compilation, parse);
    }

    /// <summary>Runs the generator, and perhaps others beside it, over a compilation.</summary>
    public static Generation Of(Compilation compilation, CSharpParseOptions parse, params ISourceGenerator[] others) => Run(
        CSharpGeneratorDriver.Create(
            [new WorkerGenerator().AsSourceGenerator(), .. others],
            parseOptions: parse,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true)),
        compilation);

    /// <summary>The source that a diagnostic points at.</summary>
    public static string TextAt(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);

    /// <summary>Runs again after a file was changed.</summary>
    public Generation With(int file, string source)
    {
        var old = Input.SyntaxTrees.ElementAt(file);
        return Run(Driver, Input.ReplaceSyntaxTree(old, Parse(source, old.FilePath)));
    }

    /// <summary>The outputs of the last run's steps, with what became of each.</summary>
    public IEnumerable<(string Step, IncrementalStepRunReason Reason)> Steps =>
        Driver.GetRunResult().Results.SelectMany(r => r.TrackedSteps).Where(s => typeof(Infrastructure.TrackingNames).GetField(s.Key) is not null)
            .SelectMany(s => s.Value.SelectMany(v => v.Outputs.Select(o => (s.Key, o.Reason))));

    private static Generation Run(GeneratorDriver driver, Compilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var diagnostics);
        Assert.All(driver.GetRunResult().Results, r => Assert.Null(r.Exception));
        return new Generation(driver, compilation, output, diagnostics);
    }

    private static SyntaxTree Parse(string source, string path) => CSharpSyntaxTree.ParseText(source, Parsing, path);
}
