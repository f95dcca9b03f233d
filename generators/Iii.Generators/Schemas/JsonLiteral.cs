using System.Globalization;
using System.Text;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Schemas;

/// <summary>JSON text at compile time.</summary>
internal static class JsonLiteral
{
    /// <summary>A JSON string, with everything escaped that System.Text.Json's default encoder escapes.</summary>
    public static string String(string text)
    {
        var json = new StringBuilder("\"");
        foreach (var c in text)
        {
            switch (c)
            {
                case '\\':
                    json.Append("\\\\");
                    break;
                case '\n':
                    json.Append("\\n");
                    break;
                case '\r':
                    json.Append("\\r");
                    break;
                case '\t':
                    json.Append("\\t");
                    break;
                case '\b':
                    json.Append("\\b");
                    break;
                case '\f':
                    json.Append("\\f");
                    break;
                default:
                    if (c is < ' ' or > '~' or '"' or '<' or '>' or '&' or '\'' or '+' or '`')
                    {
                        json.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        json.Append(c);
                    }

                    break;
            }
        }

        return json.Append('"').ToString();
    }
}
