using System.Collections.Immutable;
using System.Reflection;
using Iii.Generators.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Iii.Generators.Tests.Fixes;

/// <summary>A project as an IDE has it: what is said of it, what fixes are offered, and what becomes of it when they are applied.</summary>
internal sealed class FixedProject(Project project)
{
    public static ImmutableArray<CodeFixProvider> Providers { get; } =
        [.. typeof(CodeFix).Assembly.GetTypes().Where(t => t.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!)];

    private static readonly AnalyzerFileReference s_json = new(
        Directory.GetFiles(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", "..", "packs", "Microsoft.NETCore.App.Ref"), "System.Text.Json.SourceGeneration.dll", SearchOption.AllDirectories)[0],
        new Loader());

    private Generation? _generation;
    private IReadOnlyList<Diagnostic>? _diagnostics;

    public static FixedProject Of(params string[] sources) => Of(DocumentationMode.Diagnose, sources);

    public static FixedProject Of(DocumentationMode documentation, params string[] sources)
    {
        var project = new AdhocWorkspace().AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "Shop",
            "Shop",
            LanguageNames.CSharp,
            filePath: Path.Combine(Path.GetTempPath(), "Shop.csproj"),
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: Generation.Parsing.WithDocumentationMode(documentation),
            metadataReferences: Generation.References));
        for (var i = 0; i < sources.Length; i++)
        {
            project = project.AddDocument($"File{i}.cs", SourceText.From(sources[i]), filePath: $"File{i}.cs").Project;
        }

        return new FixedProject(project);
    }

    public string Text(string file) => project.Documents.Single(d => d.Name == file).GetTextAsync().Result.ToString();

    public IEnumerable<string> Files => project.Documents.Select(d => d.Name);

    /// <summary>What the compiler says of source and emitted code together, from warnings on.</summary>
    public async Task<IEnumerable<string>> CompilerMessagesAsync() => (await GenerateAsync()).CompilerMessages;

    /// <summary>What the generator and the analyzers say.</summary>
    public async Task<IReadOnlyList<Diagnostic>> DiagnosticsAsync()
    {
        if (_diagnostics is null)
        {
            var generation = await GenerateAsync();
            _diagnostics = [.. generation.Diagnostics.Where(d => d.Id.StartsWith("III", StringComparison.Ordinal)).OrderBy(d => d.Location.SourceSpan.Start), .. await Analysis.OfAsync(generation.Output)];
        }

        return _diagnostics;
    }

    /// <summary>The fixes that are offered for an id, at its own places or at the marks that stand for it.</summary>
    public async Task<IReadOnlyList<(Diagnostic Diagnostic, CodeFixProvider Provider, CodeAction Action)>> OffersAsync(string id)
    {
        var offers = new List<(Diagnostic, CodeFixProvider, CodeAction)>();
        foreach (var diagnostic in (await DiagnosticsAsync()).Where(d => CodeFix.IdOf(d) == id && (d.Id == "III060" || Analysis.Analyzers.Any(a => a.SupportedDiagnostics.Any(s => s.Id == d.Id)))))
        {
            foreach (var provider in Providers.Where(p => p.FixableDiagnosticIds.Contains(diagnostic.Id)))
            {
                await provider.RegisterCodeFixesAsync(new CodeFixContext(
                    project.GetDocument(diagnostic.Location.SourceTree)!, diagnostic, (action, _) => offers.Add((diagnostic, provider, action)), CancellationToken.None));
            }
        }

        return offers;
    }

    /// <summary>Applies the first fix that is offered for an id, or the first with a title.</summary>
    public async Task<FixedProject> ApplyAsync(string id, string? title = null)
    {
        var offers = await OffersAsync(id);
        Assert.True(offers.Any(o => title is null || o.Action.Title == title), $"Offered: {string.Join("; ", offers.Select(o => o.Action.Title))}. Said: {string.Join("\n", await DiagnosticsAsync())}");
        return await AfterAsync(offers.First(o => title is null || o.Action.Title == title).Action);
    }

    /// <summary>Applies the last fix that is offered for an id to all places that it fits.</summary>
    public async Task<FixedProject> ApplyToAllAsync(string id, FixAllScope scope = FixAllScope.Project)
    {
        var offers = await OffersAsync(id);
        Assert.NotEmpty(offers);
        var (diagnostic, provider, action) = offers[^1];
        var all = await provider.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
            project.GetDocument(diagnostic.Location.SourceTree)!, provider, scope, action.EquivalenceKey, [diagnostic.Id], new Found(await DiagnosticsAsync()), CancellationToken.None));
        return await AfterAsync(all!);
    }

    private async Task<FixedProject> AfterAsync(CodeAction action)
    {
        var change = (ApplyChangesOperation)Assert.Single(await action.GetOperationsAsync(CancellationToken.None));
        return new FixedProject(change.ChangedSolution.GetProject(project.Id)!);
    }

    private async Task<Generation> GenerateAsync() =>
        _generation ??= Generation.Of((await project.GetCompilationAsync())!, (CSharpParseOptions)project.ParseOptions!, [.. s_json.GetGenerators(LanguageNames.CSharp)]);

    private sealed class Found(IReadOnlyList<Diagnostic> diagnostics) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>(diagnostics);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult(diagnostics.Where(d => d.Location.GetLineSpan().Path == document.FilePath));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) => Task.FromResult<IEnumerable<Diagnostic>>([]);
    }

    private sealed class Loader : IAnalyzerAssemblyLoader
    {
        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => Assembly.LoadFrom(fullPath);
    }
}
