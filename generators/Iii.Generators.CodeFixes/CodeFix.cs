using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Infrastructure;
using Iii.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Iii.Generators.CodeFixes;

/// <summary>A fix of what the analyzers say, and of what the generator says by the marks that the analyzers set in its place.</summary>
public abstract class CodeFix : CodeFixProvider
{
    /// <summary>The ids of what is fixed.</summary>
    protected abstract ImmutableArray<string> Ids { get; }

    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => Ids.Add(UsageDiagnostics.Fixable.Id);

    /// <inheritdoc/>
    public override FixAllProvider? GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (IdOf(diagnostic) is { } id && Ids.Contains(id) && root.FullSpan.Contains(diagnostic.Location.SourceSpan))
            {
                await RegisterAsync(context, diagnostic, id, root).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The id of what is to be fixed: a mark stands for something else.</summary>
    internal static string? IdOf(Diagnostic diagnostic) =>
        diagnostic.Id != UsageDiagnostics.Fixable.Id ? diagnostic.Id : diagnostic.Properties.TryGetValue(FixableErrors.Error, out var error) ? error : null;

    /// <summary>What is to be written, as C# source; null when that is not known.</summary>
    internal static string? MendOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(DiagnosticRecord.MendProperty, out var mend) ? mend : null;

    /// <summary>Offers what can be done.</summary>
    /// <param name="context">Where.</param>
    /// <param name="diagnostic">What is to be fixed, or the mark that stands for it.</param>
    /// <param name="id">The id of what is to be fixed.</param>
    /// <param name="root">The document.</param>
    protected abstract Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root);
}
