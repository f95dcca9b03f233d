using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Iii.Generators.CodeFixes;

/// <summary>Writes the operator around a literal in the text of a filter: <c>{ "$eq": "EUR" }</c> for <c>"EUR"</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FilterOperatorFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III083"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        var span = diagnostic.Location.SourceSpan;
        if (MendOf(diagnostic) is not { } name || QuoteIn(root.FindToken(span.Start)) is not { } quote)
        {
            return;
        }

        var text = await context.Document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        var changed = text.WithChanges(new TextChange(span, $"{{ {quote}{name}{quote}: {text.ToString(span)} }}"));
        context.RegisterCodeFix(CodeAction.Create($"Compare with {name}", _ => Task.FromResult(context.Document.WithText(changed)), id), diagnostic);
    }

    /// <summary>How a quote is written in a literal; null for what is no text.</summary>
    private static string? QuoteIn(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken => token.Text[0] == '@' ? "\"\"" : "\\\"",
        SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken => "\"",
        _ => null,
    };
}
