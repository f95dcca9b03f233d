using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Takes a change of <c>T?</c> for one of <c>T</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NullableStateFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III040"];

    /// <inheritdoc/>
    protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is { Type: { } type }
            && type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault(n => n.Identifier.ValueText is "StateChange" or "ConfigurationChange") is { TypeArgumentList.Arguments: [not NullableTypeSyntax and var value] } change)
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Take {change.Identifier.ValueText}<{value}?>", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(value, SyntaxFactory.NullableType(value)))), id), diagnostic);
        }

        return Task.CompletedTask;
    }
}
