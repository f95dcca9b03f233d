using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Iii.Generators.Observers;

/// <summary>Finds places inside of string literals.</summary>
internal static class LiteralText
{
    /// <summary>Where a part of the text that an expression stands for is in the source; null when the text stands somewhere else.</summary>
    /// <param name="expression">The expression: a literal of any kind, or several that are put together by <c>+</c>.</param>
    /// <param name="start">Where the part begins in the text.</param>
    /// <param name="length">How long it is; one of no length is made a character where there is one.</param>
    public static LocationRecord? Place(ExpressionSyntax expression, int start, int length)
    {
        var positions = new List<int>();
        if (!Add(expression, positions) || positions.Count == 0)
        {
            return null;
        }

        var first = Math.Min(Math.Max(start, 0), positions.Count - 1);
        var last = Math.Min(Math.Max(first, start + length - 1), positions.Count - 1);
        var end = last + 1 < positions.Count && positions[last + 1] > positions[last] ? positions[last + 1] : positions[last] + 1;
        return LocationRecord.From(Location.Create(expression.SyntaxTree, TextSpan.FromBounds(positions[first], Math.Max(end, positions[first]))));
    }

    /// <summary>Adds where each character of the text stands; false when that is not known.</summary>
    private static bool Add(ExpressionSyntax expression, List<int> positions)
    {
        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Add(inner.Expression, positions);
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                return Add(sum.Left, positions) && Add(sum.Right, positions);
            case LiteralExpressionSyntax { Token: var token }:
                var before = positions.Count;
                switch (token.Kind())
                {
                    case SyntaxKind.StringLiteralToken when token.Text.StartsWith("@", StringComparison.Ordinal):
                        AddVerbatim(token, positions);
                        break;
                    case SyntaxKind.StringLiteralToken:
                        AddRegular(token, positions);
                        break;
                    case SyntaxKind.SingleLineRawStringLiteralToken:
                        var quotes = Quotes(token.Text);
                        positions.AddRange(Enumerable.Range(token.SpanStart + quotes, token.Text.Length - (2 * quotes)));
                        break;
                    case SyntaxKind.MultiLineRawStringLiteralToken:
                        AddRaw(token, positions);
                        break;
                    default:
                        return false;
                }

                return positions.Count - before == token.ValueText.Length;
            default:
                return false;
        }
    }

    private static void AddVerbatim(SyntaxToken token, List<int> positions)
    {
        var text = token.Text;
        for (var i = 2; i < text.Length - 1; i++)
        {
            positions.Add(token.SpanStart + i);
            i += text[i] == '"' ? 1 : 0;
        }
    }

    private static void AddRegular(SyntaxToken token, List<int> positions)
    {
        var text = token.Text;
        for (var i = 1; i < text.Length - 1; i++)
        {
            positions.Add(token.SpanStart + i);
            if (text[i] != '\\')
            {
                continue;
            }

            i++;
            switch (text[i])
            {
                case 'u':
                    i += 4;
                    break;
                case 'U':
                    // Outside of the basic plane it is two characters.
                    if (text.Substring(i + 1, 4) != "0000")
                    {
                        positions.Add(token.SpanStart + i - 1);
                    }

                    i += 8;
                    break;
                case 'x':
                    for (var digits = 0; digits < 4 && Uri.IsHexDigit(text[i + 1]); digits++)
                    {
                        i++;
                    }

                    break;
            }
        }
    }

    /// <summary>The lines between the quotes, without the white space that stands before the closing ones.</summary>
    private static void AddRaw(SyntaxToken token, List<int> positions)
    {
        var text = token.Text;
        var end = text.LastIndexOf('\n', text.Length - Quotes(text));
        var indentation = text.Length - Quotes(text) - end - 1;
        if (end > 0 && text[end - 1] == '\r')
        {
            end--;
        }

        for (var i = text.IndexOf('\n') + 1; i < end;)
        {
            var feed = text.IndexOf('\n', i);
            var next = feed < 0 || feed >= end ? end : feed + 1;
            var line = next - (feed >= 0 && feed < end ? (feed > i && text[feed - 1] == '\r' ? 2 : 1) : 0);
            for (var at = Math.Min(i + indentation, line); at < next; at++)
            {
                positions.Add(token.SpanStart + at);
            }

            i = next;
        }
    }

    private static int Quotes(string text) => text.Length - text.TrimStart('"').Length;
}
