using System.Collections.Immutable;
using System.Composition;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Adds the parameter that takes a route's.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class RouteParameterFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III010"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (MendOf(diagnostic) is not { } mend
            || SyntaxFactory.ParseParameterList($"({mend})").Parameters is not [var parameter]
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } method
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || method.ParameterList.Parameters.Any(p => p.Identifier.ValueText == parameter.Identifier.ValueText))
        {
            return;
        }

        parameter = parameter.ReplaceNodes(parameter.AttributeLists.SelectMany(l => l.Attributes).Select(a => a.Name), (name, _) => KnownTypes.Short(name));
        context.RegisterCodeFix(
            CodeAction.Create($"Add the parameter '{parameter.Identifier.ValueText}'", token => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(
                method.ParameterList, With(method.ParameterList, parameter, model, token)))), id + parameter.Identifier.ValueText), diagnostic);
    }

    /// <summary>It comes after what must be given, and before what need not be, and the token.</summary>
    private static ParameterListSyntax With(ParameterListSyntax list, ParameterSyntax parameter, SemanticModel model, CancellationToken cancellationToken)
    {
        var index = list.Parameters.IndexOf(p => p.Default is not null || p.Modifiers.Any(SyntaxKind.ParamsKeyword)
            || p.Type is not null && model.GetTypeInfo(p.Type, cancellationToken).Type?.FullMetadataName() is KnownNames.CancellationToken);
        return list.With(index < 0 ? list.Parameters.Count : index, parameter);
    }
}
