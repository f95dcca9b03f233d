using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Iii.Generators.CodeFixes;

/// <summary>Brings all types that need it into one context of each project.</summary>
internal sealed class JsonContextFixAll : FixAllProvider
{
    public static readonly JsonContextFixAll Instance = new();

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
        Task.FromResult<CodeAction?>(CodeAction.Create("Read and write them by a JsonSerializerContext", token => FixAsync(fixAllContext, token), JsonContextFix.Key));

    private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellationToken)
    {
        var solution = context.Solution;
        var projects = context.Scope is FixAllScope.Solution ? solution.ProjectIds : [context.Project.Id];
        foreach (var id in projects)
        {
            var project = context.Solution.GetProject(id)!;
            var diagnostics = context is { Scope: FixAllScope.Document, Document: { } document }
                ? await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false)
                : await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            var types = diagnostics.Where(d => CodeFix.IdOf(d) is "III003" or "III004" or "III012").Select(CodeFix.MendOf).OfType<string>().Distinct(StringComparer.Ordinal).OrderBy(t => t, StringComparer.Ordinal).ToImmutableArray();
            if (types.Length > 0)
            {
                solution = await JsonContextSource.AddAsync(solution.GetProject(id)!, types, cancellationToken).ConfigureAwait(false);
            }
        }

        return solution;
    }
}
