using System.Collections.Immutable;
using System.Composition;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Marks a type parameter with [IIIJson].</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class TypeParameterFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III020"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || Unmarked(root.FindNode(diagnostic.Location.SourceSpan), model, context.CancellationToken) is not { DeclaringSyntaxReferences: [var reference, ..] } parameter
            || context.Document.Project.Solution.GetDocument(reference.SyntaxTree) is not { } document)
        {
            return;
        }

        context.RegisterCodeFix(CodeAction.Create($"Mark '{parameter.Name}' with [IIIJson]", token => MarkAsync(document, reference, token), id), diagnostic);
    }

    /// <summary>The type parameter that stands there, or that the compiler infers there for one that is marked.</summary>
    private static ITypeParameterSymbol? Unmarked(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken) => model.GetSymbolInfo(node, cancellationToken).Symbol switch
    {
        ITypeParameterSymbol parameter => parameter,
        IMethodSymbol method => method.TypeArguments.Zip(method.OriginalDefinition.TypeParameters, (argument, parameter) => (argument, parameter))
            .Where(p => p.parameter.Attribute(KnownNames.JsonAttribute) is not null && p.argument.Attribute(KnownNames.JsonAttribute) is null)
            .Select(p => p.argument).OfType<ITypeParameterSymbol>().FirstOrDefault(),
        _ => null,
    };

    private static async Task<Document> MarkAsync(Document document, SyntaxReference reference, CancellationToken cancellationToken)
    {
        var root = (await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false))!;
        var parameter = (TypeParameterSyntax)root.FindNode(reference.Span);
        var mark = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(KnownTypes.Attribute("Iii.IIIJson"))).WithTrailingTrivia(SyntaxFactory.Space);
        var marked = parameter.WithoutLeadingTrivia().WithAttributeLists(parameter.AttributeLists.Add(mark)).WithLeadingTrivia(parameter.GetLeadingTrivia());
        return document.WithSyntaxRoot(root.ReplaceNode(parameter, marked));
    }
}
