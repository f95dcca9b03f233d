using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Lets an <c>async void</c> method return <c>Task</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AsyncVoidFix : CodeFix
{
    private const string TaskName = "System.Threading.Tasks.Task";

    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III008"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (MendOf(diagnostic) is not null
            && root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is { ReturnType: var returned }
            && await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is { } model)
        {
            var changed = root.ReplaceNode(returned, KnownTypes.Type(TaskName).WithTriviaFrom(returned));
            context.RegisterCodeFix(CodeAction.Create("Return Task", _ => Task.FromResult(context.Document.WithSyntaxRoot(Imports.Of(changed, model, returned.SpanStart, TaskName))), id), diagnostic);
        }
    }
}
