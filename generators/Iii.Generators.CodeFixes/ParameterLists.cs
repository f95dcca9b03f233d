using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>Parameter lists, as they are laid out.</summary>
internal static class ParameterLists
{
    /// <summary>The list with one more parameter: on a line of its own where the others are.</summary>
    public static ParameterListSyntax With(this ParameterListSyntax list, int index, ParameterSyntax parameter)
    {
        var parameters = list.Parameters;
        if (parameters.Count == 0)
        {
            return list.WithParameters(SyntaxFactory.SingletonSeparatedList(parameter));
        }

        var hasOwnLine = parameters.Count > 1
            ? parameters.GetSeparators().Last().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            : list.OpenParenToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
        var comma = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(
            !hasOwnLine ? [SyntaxFactory.Space] : parameters.Count > 1 ? parameters.GetSeparators().Last().TrailingTrivia : list.OpenParenToken.TrailingTrivia);
        var placed = hasOwnLine ? parameter.WithLeadingTrivia(parameters.Last().GetLeadingTrivia()) : parameter;

        // What ends the last line stays at its end.
        var nodes = parameters.ToList();
        var commas = parameters.GetSeparators().ToList();
        if (index == nodes.Count && nodes[index - 1].GetTrailingTrivia() is { Count: > 0 } end)
        {
            nodes[index - 1] = nodes[index - 1].WithoutTrailingTrivia();
            placed = placed.WithTrailingTrivia(end);
        }

        nodes.Insert(index, placed);
        commas.Insert(Math.Min(index, commas.Count), comma);
        return list.WithParameters(SyntaxFactory.SeparatedList(nodes, commas));
    }
}
