using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>The usings of a document.</summary>
internal static class Imports
{
    /// <summary>The document with a using of a type's namespace, in the order of the others. Where there are none, or names would get a second meaning, the type is called by its full name.</summary>
    /// <param name="root">The changed document.</param>
    /// <param name="model">The document as it was.</param>
    /// <param name="position">Where the type is used, in the document as it was.</param>
    /// <param name="type">The type's full name.</param>
    public static SyntaxNode Of(SyntaxNode root, SemanticModel model, int position, string type)
    {
        if (root is not CompilationUnitSyntax { Usings: { Count: > 0 } usings } unit
            || model.Compilation.GetTypeByMetadataName(type) is not { ContainingNamespace: { IsGlobalNamespace: false } space } known
            || model.GetImportScopes(position).Any(s => s.Imports.Any(i => IsSame(i.NamespaceOrType, space)))
            || IsAround(model, position, space)
            || HasSecondMeaning(model, space, known))
        {
            return root;
        }

        var name = space.ToDisplayString();
        var index = usings.IndexOf(u => u.GlobalKeyword.IsKind(SyntaxKind.None) && (u.Alias is not null || u.StaticKeyword.IsKind(SyntaxKind.StaticKeyword) || Compare(name, u.NamespaceOrType.ToString()) < 0));
        var before = usings[index < 0 ? usings.Count - 1 : index];
        var added = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(name)).WithUsingKeyword(SyntaxFactory.Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(before.GetTrailingTrivia());
        if (index != 0)
        {
            return unit.WithUsings(usings.Insert(index < 0 ? usings.Count : index, added));
        }

        // What stands above the first, such as a licence, stays above.
        return unit.WithUsings(usings.Replace(before, before.WithoutLeadingTrivia()).Insert(0, added.WithLeadingTrivia(before.GetLeadingTrivia())));
    }

    private static bool IsAround(SemanticModel model, int position, INamespaceSymbol space)
    {
        for (var around = model.GetEnclosingSymbol(position); around is not null; around = around.ContainingSymbol)
        {
            if (IsSame(around, space))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A namespace is another symbol in each assembly that has a part of it.</summary>
    private static bool IsSame(ISymbol symbol, INamespaceSymbol space) => symbol is INamespaceSymbol && symbol.ToDisplayString() == space.ToDisplayString();

    private static bool HasSecondMeaning(SemanticModel model, INamespaceSymbol space, INamedTypeSymbol known)
    {
        var names = new HashSet<string>(space.GetTypeMembers().Where(t => t.Name != known.Name).Select(t => t.Name), StringComparer.Ordinal);
        return model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>().Any(n => names.Contains(n.Identifier.ValueText));
    }

    /// <summary>As editors sort them: those of the framework first.</summary>
    private static int Compare(string a, string b) => IsSystem(a) != IsSystem(b) ? IsSystem(a) ? -1 : 1 : string.CompareOrdinal(a, b);

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
