using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Iii.Generators.CodeFixes;

/// <summary>What the comment above a member says, whether or not the compiler reads documentation.</summary>
internal static class CommentText
{
    private static readonly Regex s_marks = new(@"^\s*(///?|/\*\*?|\*/|\*)\s?|\s*\*/\s*$", RegexOptions.Multiline | RegexOptions.CultureInvariant);

    /// <summary>The summary, or the text of a comment that is no XML, on one line; null for none.</summary>
    public static string? Of(SyntaxNode member)
    {
        // Of several comments, the last belongs to the member: what stands above an empty line does not.
        var lines = new Stack<string>();
        var ends = 0;
        foreach (var trivia in member.GetLeadingTrivia().Reverse())
        {
            if (IsComment(trivia))
            {
                var text = trivia.ToFullString();
                ends = text.EndsWith("\n", StringComparison.Ordinal) ? 1 : 0;
                lines.Push(s_marks.Replace(text, ""));
            }
            else if (trivia.IsKind(SyntaxKind.EndOfLineTrivia) && ++ends > 1 || !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                break;
            }
        }

        var comment = string.Join("\n", lines);
        return Words(comment.Contains('<') ? Summary(comment) : comment);
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static string? Summary(string xml)
    {
        try
        {
            return XElement.Parse($"<member>{xml}</member>").Element("summary") is { } summary ? string.Concat(summary.Nodes().Select(Text)) : null;
        }
        catch (XmlException)
        {
            return null;
        }
    }

    /// <summary>References are called by their last name, as a reader would.</summary>
    private static string Text(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { IsEmpty: true } reference => (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name"))?.Value.Split('.', ':').Last() ?? " ",
        XElement element => string.Concat(element.Nodes().Select(Text)),
        _ => "",
    };

    private static string? Words(string? text) => text?.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words ? string.Join(" ", words) : null;
}
