using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.CodeFixes;

/// <summary>The documentation of a method's parameters.</summary>
internal static class ParameterComment
{
    /// <summary>Documents one more parameter, where the others are documented: the compiler complains of one that is not.</summary>
    public static MethodDeclarationSyntax Add(MethodDeclarationSyntax method, string name, string text)
    {
        var trivia = method.GetLeadingTrivia();
        var comment = trivia.FirstOrDefault(t => t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia));
        if ((comment.GetStructure() as DocumentationCommentTriviaSyntax)?.Content.OfType<XmlElementSyntax>().LastOrDefault(e => e.StartTag.Name.LocalName.ValueText == "param") is not { } last)
        {
            return method;
        }

        // The new line begins as the one before it does.
        var (source, at) = (comment.ToFullString(), last.Span.End - comment.FullSpan.Start);
        var start = source.LastIndexOf('\n', at - 1) + 1;
        var indent = trivia.TakeWhile(t => t != comment).LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia)).ToString();
        var end = source.Contains("\r\n") ? "\r\n" : "\n";
        var begin = start == 0 ? indent + "/// " : source.Substring(start, source.IndexOf("///", start, StringComparison.Ordinal) - start) + "/// ";
        var added = source.Insert(at, $"{end}{begin}<param name=\"{name}\">{text}</param>");
        return method.WithLeadingTrivia(trivia.ReplaceRange(comment, SyntaxFactory.ParseLeadingTrivia(added)));
    }
}
