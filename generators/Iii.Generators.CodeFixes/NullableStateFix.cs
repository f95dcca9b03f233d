using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Takes <c>StateChange&lt;T?&gt;</c> for <c>StateChange&lt;T&gt;</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class NullableStateFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III040"];

    /// <inheritdoc/>
    protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ParameterSyntax>() is { Type: { } type }
            && type.DescendantNodesAndSelf().OfType<GenericNameSyntax>().FirstOrDefault(n => n.Identifier.ValueText == "StateChange")?.TypeArgumentList.Arguments is [not NullableTypeSyntax and var value])
        {
            context.RegisterCodeFix(
                CodeAction.Create($"Take StateChange<{value}?>", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(value, SyntaxFactory.NullableType(value)))), id), diagnostic);
        }

        return Task.CompletedTask;
    }
}
