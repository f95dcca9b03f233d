using System.Collections.Immutable;
using System.Composition;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Gives a parameter that is named like a special one the type that goes with the name, or says that the name is meant so.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class SpecialParameterFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III052"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (MendOf(diagnostic) is not { } mend
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is not { Type: { } type } parameter
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model)
        {
            return;
        }

        var name = parameter.Identifier.ValueText;
        var mark = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(KnownTypes.Attribute("Iii.FromPayload", NamingConventions.Literal(name)))).WithTrailingTrivia(SyntaxFactory.Space);
        var marked = parameter.WithoutLeadingTrivia().WithAttributeLists(parameter.AttributeLists.Insert(0, mark)).WithLeadingTrivia(parameter.GetLeadingTrivia());
        context.RegisterCodeFix(CodeAction.Create($"Say that it comes from the payload: [FromPayload(\"{name}\")]", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(parameter, marked))), id), diagnostic);

        // What works with the value as it is would not with the other type.
        if (parameter.Default is null && parameter.Parent?.Parent?.DescendantNodes().OfType<IdentifierNameSyntax>().Any(n => n.Identifier.ValueText == name) is false)
        {
            var special = root.ReplaceNode(type, KnownTypes.Type(mend).WithTriviaFrom(type));
            context.RegisterCodeFix(
                CodeAction.Create($"Take the {mend.Split('.').Last()}", _ => Task.FromResult(context.Document.WithSyntaxRoot(Imports.Of(special, model, type.SpanStart, mend))), id + "Type"), diagnostic);
        }
    }
}
