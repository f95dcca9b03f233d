using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Takes away a trigger, or an observer, that a function has already.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DuplicateTriggerFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III034", "III093"];

    /// <inheritdoc/>
    /// <remarks>What stands side by side is taken away at once.</remarks>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(static async (context, document, diagnostics) =>
    {
        var root = (await document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false))!;
        var triggers = diagnostics.Where(d => IdOf(d) is "III034" or "III093" && MendOf(d) is not null).Select(d => root.FindNode(d.Location.SourceSpan)).OfType<AttributeSyntax>().ToArray();
        var lists = triggers.Select(t => (AttributeListSyntax)t.Parent!).Distinct().Where(l => l.Attributes.All(triggers.Contains)).ToArray();
        return document.WithSyntaxRoot(root.RemoveNodes(triggers.Where(t => !lists.Contains(t.Parent)).Concat<SyntaxNode>(lists), SyntaxRemoveOptions.KeepNoTrivia)!);
    });

    /// <inheritdoc/>
    protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (MendOf(diagnostic) is not null && root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { Parent: AttributeListSyntax list } trigger)
        {
            // The first trigger stays, so this is not the first of the lists, which has the comment above the method.
            SyntaxNode gone = list.Attributes.Count == 1 ? list : trigger;
            context.RegisterCodeFix(
                CodeAction.Create(id == "III093" ? "Remove the observer" : "Remove the trigger", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.RemoveNode(gone, SyntaxRemoveOptions.KeepNoTrivia)!)), id), diagnostic);
        }

        return Task.CompletedTask;
    }
}
