using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Editing;

namespace Iii.Generators.CodeFixes;

/// <summary>Makes a function, and the types around it, internal where they are private or protected.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class AccessibilityFix : CodeFix
{
    /// <inheritdoc/>
    protected override ImmutableArray<string> Ids => ["III005"];

    /// <inheritdoc/>
    protected override async Task RegisterAsync(CodeFixContext context, Diagnostic diagnostic, string id, SyntaxNode root)
    {
        if (MendOf(diagnostic) is null
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } declaration
            || await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false) is not { } model
            || model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { } method)
        {
            return;
        }

        var hidden = Hidden(method).ToArray();
        var title = hidden.Length == 1 ? $"Make '{hidden[0].Name}' internal" : $"Make {string.Join(" and ", hidden.Select(h => $"'{h.Name}'"))} internal";
        context.RegisterCodeFix(CodeAction.Create(title, token => ShowAsync(context.Document.Project.Solution, hidden, token), id), diagnostic);
    }

    private static IEnumerable<ISymbol> Hidden(ISymbol method)
    {
        for (var symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                yield return symbol;
            }
        }
    }

    private static async Task<Solution> ShowAsync(Solution solution, IEnumerable<ISymbol> hidden, CancellationToken cancellationToken)
    {
        var editor = new SolutionEditor(solution);
        foreach (var symbol in hidden)
        {
            var parts = Declarations(symbol).Select(r => r.GetSyntax(cancellationToken)).OfType<MemberDeclarationSyntax>().ToArray();

            // Of the parts of a type, one may say it for all; those of a method must agree.
            var named = parts.Where(p => p.Modifiers.Any(Modifiers.IsAccessibility)).ToArray();
            foreach (var part in named.Length > 0 ? named : symbol is IMethodSymbol ? parts : parts.Take(1))
            {
                if (solution.GetDocument(part.SyntaxTree) is { } document)
                {
                    var edit = await editor.GetDocumentEditorAsync(document.Id, cancellationToken).ConfigureAwait(false);

                    // Who derives from the type may call it still.
                    edit.ReplaceNode(part, (current, _) => Modifiers.Show((MemberDeclarationSyntax)current, alsoToHeirs: symbol.DeclaredAccessibility is Accessibility.Protected));
                }
            }
        }

        return editor.GetChangedSolution();
    }

    private static IEnumerable<SyntaxReference> Declarations(ISymbol symbol) =>
        symbol.DeclaringSyntaxReferences.Concat(symbol is IMethodSymbol method && (method.PartialImplementationPart ?? method.PartialDefinitionPart) is { } other ? other.DeclaringSyntaxReferences : []);
}
