using System.Collections.Immutable;
using System.Composition;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Gives a function a description: what the comment above it says, or else its name in words.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class DescriptionFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III051"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || method.AttributeLists.SelectMany(l => l.Attributes).FirstOrDefault(a => model.GetTypeInfo(a, context.CancellationToken).Type?.FullMetadataName() == KnownNames.FunctionAttribute) is not { } attribute)
        {
            return;
        }

        var comment = CommentText.Of(method);
        var title = comment is null ? "Describe it by its name" : "Take the description from the comment";
        var described = Described(attribute, NamingConventions.Literal(comment ?? Words(method.Identifier.ValueText)));

        // One key for both: whoever fixes all of them wants a description everywhere.
        context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(attribute, described))), id), diagnostic);
    }

    private static AttributeSyntax Described(AttributeSyntax attribute, string literal)
    {
        var list = attribute.ArgumentList ?? SyntaxFactory.AttributeArgumentList();
        var argument = SyntaxFactory.AttributeArgument(SyntaxFactory.ParseExpression(literal))
            .WithNameEquals(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName("Description"), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space)));
        return attribute.WithArgumentList(list.WithArguments(list.Arguments.Count == 0
            ? list.Arguments.Add(argument)
            : SyntaxFactory.SeparatedList(list.Arguments.Append(argument), list.Arguments.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)))));
    }

    /// <summary><c>SaveOrderAsync</c> as <c>Save order</c>.</summary>
    private static string Words(string name)
    {
        var words = NamingConventions.KebabCase(NamingConventions.CamelCase(name.Length > 5 && name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name)).Replace('-', ' ').Replace('_', ' ');
        return char.ToUpperInvariant(words[0]) + words.Substring(1);
    }
}
