using System.Collections.Immutable;
using System.Composition;
using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Iii.Generators.CodeFixes;

/// <summary>Makes a method async that returns a task, and lets it await what it returned.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AwaitTaskFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III053"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Body: { } body } method
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(method, context.CancellationToken) is not { } symbol
            || symbol.Parameters.Any(p => p.RefKind is not RefKind.None)
            || HasValue(symbol) is not { } hasValue)
        {
            return;
        }

        var awaiting = new ReturnedTasks(body, hasValue, model, context.CancellationToken);
        if (awaiting.Rewrite() is { } changed)
        {
            context.RegisterCodeFix(
                CodeAction.Create("Await the task", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(method, Async(context.Document, method.ReplaceNode(body, changed))))), id), diagnostic);
        }
    }

    /// <summary>The task has a value; null when it is no task that can be awaited as a whole.</summary>
    private static bool? HasValue(IMethodSymbol method) => method.ReturnType.OriginalDefinition.FullMetadataName() switch
    {
        "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask" => false,
        "System.Threading.Tasks.Task`1" or "System.Threading.Tasks.ValueTask`1" => true,
        _ => null,
    };

    private static SyntaxNode Async(Document document, MethodDeclarationSyntax method)
    {
        var generator = SyntaxGenerator.GetGenerator(document);
        return generator.WithModifiers(method, generator.GetModifiers(method).WithAsync(true));
    }
}
