using System.Collections.Immutable;
using System.Composition;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Makes a method that has a trigger a function.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class FunctionAttributeFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III038"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { AttributeLists: [{ Attributes: [var first, ..] } list, ..] } declaration
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } method
            || ProposedId.Of(method) is not { } proposed)
        {
            return;
        }

        // However many triggers the method has, it gets one attribute.
        var attribute = KnownTypes.Attribute("Iii.IIIFunction", NamingConventions.Literal(proposed));
        var changed = list.WithAttributes(SyntaxFactory.SeparatedList(
            list.Attributes.Replace(first, first.WithoutLeadingTrivia()).Insert(0, attribute.WithLeadingTrivia(first.GetLeadingTrivia())),
            list.Attributes.GetSeparators().Prepend(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space))));
        context.RegisterCodeFix(CodeAction.Create($"Make it the function '{proposed}'", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(list, changed))), id), diagnostic);
    }
}
