using System.Collections.Immutable;
using System.Composition;
using Iii.Generators.Usage;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Iii.Generators.CodeFixes;

/// <summary>Writes the value that is meant: an id that is unique and well-formed, an http method or path, a cron expression, a number in range.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class MendedValueFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III001", "III002", "III009", "III022", "III030", "III033", "III050", "III086"];

    /// <inheritdoc/>
    protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (MendOf(diagnostic) is { } mend && Target(root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)) is { } target)
        {
            // Of several with one id, the first keeps it when all are fixed.
            var key = diagnostic.Properties.ContainsKey(FixableErrors.First) ? id + FixableErrors.First : id;
            context.RegisterCodeFix(
                CodeAction.Create($"Write {mend}", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(target, Mended(target, SyntaxFactory.ParseExpression(mend))))), key), diagnostic);
        }

        return Task.CompletedTask;
    }

    private static SyntaxNode? Target(SyntaxNode node) =>
        node.AncestorsAndSelf().FirstOrDefault(n => n is AttributeSyntax or ArgumentSyntax or AttributeArgumentSyntax) is AttributeSyntax attribute ? attribute : node as ExpressionSyntax;

    /// <summary>The value in place of another, or as the argument of an attribute that has none.</summary>
    private static SyntaxNode Mended(SyntaxNode target, ExpressionSyntax value) => target is AttributeSyntax attribute
        ? attribute.WithArgumentList((attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList()) is var list ? list.WithArguments(list.Arguments.Insert(0, SyntaxFactory.AttributeArgument(value))) : null)
            .WithAdditionalAnnotations(Formatter.Annotation)
        : value.WithTriviaFrom(target);
}
