using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>The modifiers of declarations; whatever stands around them stays where it is.</summary>
internal static class Modifiers
{
    /// <summary>The modifier says who may use what it stands before.</summary>
    public static bool IsAccessibility(SyntaxToken modifier) =>
        modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword or SyntaxKind.PrivateKeyword;

    /// <summary>The declaration, internal.</summary>
    /// <param name="member">The declaration.</param>
    /// <param name="alsoToHeirs">It was protected, and stays that as well.</param>
    public static MemberDeclarationSyntax Show(MemberDeclarationSyntax member, bool alsoToHeirs)
    {
        var shown = SyntaxFactory.Token(SyntaxKind.InternalKeyword).WithTrailingTrivia(SyntaxFactory.Space);
        SyntaxToken[] written = alsoToHeirs ? [SyntaxFactory.Token(SyntaxKind.ProtectedKeyword).WithTrailingTrivia(SyntaxFactory.Space), shown] : [shown];
        var before = member.Modifiers.Where(IsAccessibility).ToArray();
        if (before.Length > 0)
        {
            written[0] = written[0].WithLeadingTrivia(before[0].LeadingTrivia);
            written[written.Length - 1] = written[written.Length - 1].WithTrailingTrivia(before[before.Length - 1].TrailingTrivia);
            var index = member.Modifiers.IndexOf(before[0]);
            return member.WithModifiers(SyntaxFactory.TokenList(member.Modifiers.Where(m => !IsAccessibility(m))).InsertRange(Math.Min(index, member.Modifiers.Count - before.Length), written));
        }

        var next = member.AttributeLists.Count > 0 ? member.AttributeLists.Last().GetLastToken().GetNextToken() : member.GetFirstToken();
        written[0] = written[0].WithLeadingTrivia(next.LeadingTrivia);
        var bare = member.ReplaceToken(next, next.WithLeadingTrivia());
        return bare.WithModifiers(bare.Modifiers.InsertRange(0, written));
    }
}
