using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Writes a trigger type's own attribute in place of [Trigger].</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class OwnTriggerFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III037"];

    /// <inheritdoc/>
    protected override Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (MendOf(diagnostic) is { } mend
            && root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<AttributeSyntax>() is { } trigger
            && SyntaxFactory.ParseExpression(mend) is var own
            && (own as InvocationExpressionSyntax)?.Expression as IdentifierNameSyntax is var called
            && (called ?? own as IdentifierNameSyntax) is { } name)
        {
            var arguments = own is InvocationExpressionSyntax ? SyntaxFactory.ParseAttributeArgumentList(mend.Substring(name.Span.Length)) : null;

            // It is in the namespace that the other is in.
            var changed = SyntaxFactory.Attribute(trigger.Name is QualifiedNameSyntax qualified ? qualified.WithRight(name) : trigger.Name is AliasQualifiedNameSyntax alias ? alias.WithName(name) : name, arguments).WithTriviaFrom(trigger);
            context.RegisterCodeFix(CodeAction.Create($"Use [{mend}]", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(trigger, changed))), id), diagnostic);
        }

        return Task.CompletedTask;
    }
}
