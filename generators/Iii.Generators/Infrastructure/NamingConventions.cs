using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Iii.Generators.Infrastructure;

/// <summary>How names of C# become names of JSON and of emitted types.</summary>
internal static class NamingConventions
{
    /// <summary>The camelCase of System.Text.Json's web defaults: a leading run of capitals is lowered, its last letter only when no lower-case letter follows.</summary>
    public static string CamelCase(string name)
    {
        if (name.Length == 0 || !char.IsUpper(name[0]))
        {
            return name;
        }

        var chars = name.ToCharArray();
        for (var i = 0; i < chars.Length; i++)
        {
            if (i == 1 && !char.IsUpper(chars[i]))
            {
                break;
            }

            if (i > 0 && i + 1 < chars.Length && !char.IsUpper(chars[i + 1]) && chars[i + 1] != ' ')
            {
                break;
            }

            chars[i] = char.ToLowerInvariant(chars[i]);
            if (i > 0 && i + 1 < chars.Length && chars[i + 1] == ' ')
            {
                break;
            }
        }

        return new string(chars);
    }

    /// <summary><c>xSignature</c> as a header's name: <c>x-signature</c>.</summary>
    public static string KebabCase(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }

    /// <summary>Any text as a C# identifier.</summary>
    public static string Identifier(string text)
    {
        var name = new StringBuilder();
        foreach (var c in text)
        {
            name.Append(SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_');
        }

        if (name.Length == 0 || !SyntaxFacts.IsIdentifierStartCharacter(name[0]))
        {
            name.Insert(0, '_');
        }

        return name.ToString();
    }

    /// <summary>The namespace of what is emitted into an assembly.</summary>
    public static string Namespace(string? assemblyName) => "Iii.Generated." + Identifier(assemblyName ?? "Assembly");

    /// <summary>A name of the user's that may be a keyword.</summary>
    public static string Escaped(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>Text as it may stand in a doc comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A C# string literal.</summary>
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
