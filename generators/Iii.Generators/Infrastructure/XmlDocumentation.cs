using System.Text;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Infrastructure;

/// <summary>The XML documentation of a symbol, as plain text.</summary>
internal sealed class XmlDocumentation
{
    private static readonly XmlDocumentation s_none = new(null);

    private readonly XElement? _xml;

    private XmlDocumentation(XElement? xml) => _xml = xml;

    /// <summary>What is written; nothing where the compiler reads no comments, or the comment is not well-formed, which is the compiler's to report.</summary>
    public static XmlDocumentation Of(ISymbol symbol, CancellationToken cancellationToken)
    {
        var xml = symbol.GetDocumentationCommentXml(cancellationToken: cancellationToken);
        if (string.IsNullOrWhiteSpace(xml))
        {
            return s_none;
        }

        try
        {
            return new XmlDocumentation(XElement.Parse(xml, LoadOptions.PreserveWhitespace));
        }
        catch (System.Xml.XmlException)
        {
            return s_none;
        }
    }

    /// <summary>The summary on one line; null when there is none.</summary>
    public string? Summary => Text(_xml?.Element("summary"));

    /// <summary>What is said of a parameter; null when there is nothing.</summary>
    public string? Parameter(string name) => Text(_xml?.Elements("param").FirstOrDefault(p => p.Attribute("name")?.Value == name));

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        var text = new StringBuilder();
        Append(text, element);
        var words = text.ToString().Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length > 0 ? string.Join(" ", words) : null;
    }

    private static void Append(StringBuilder text, XElement element)
    {
        foreach (var node in element.Nodes())
        {
            if (node is XText plain)
            {
                text.Append(plain.Value);
            }
            else if (node is XElement inner)
            {
                if (inner.IsEmpty)
                {
                    text.Append(Reference(inner));
                }
                else
                {
                    Append(text, inner);
                }

                // Paragraphs and list items stand apart without a space between them.
                text.Append(inner.Name.LocalName is "para" or "br" or "item" or "term" or "description" ? " " : "");
            }
        }
    }

    /// <summary>What an element without content refers to: <c>T:Shop.Order</c> is Order, <c>M:Shop.Order.Add(System.Int32)</c> is Add.</summary>
    private static string Reference(XElement element)
    {
        var text = (element.Attribute("cref") ?? element.Attribute("langword") ?? element.Attribute("name") ?? element.Attribute("href"))?.Value ?? "";
        if (element.Attribute("cref") is not null)
        {
            text = text.Split('(')[0];
            text = text.Substring(text.LastIndexOfAny(['.', ':']) + 1).Split('`')[0];
        }

        return text;
    }
}
