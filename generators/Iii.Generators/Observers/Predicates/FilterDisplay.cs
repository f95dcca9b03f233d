using System.Globalization;
using System.Text;

namespace Iii.Generators.Observers.Predicates;

/// <summary>Writes compact JSON so that people read it, on one line and in characters that a comment may have.</summary>
internal static class FilterDisplay
{
    public static string Of(string json)
    {
        var text = new StringBuilder();
        var isText = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (isText)
            {
                Append(text, c);
                if (c == '\\' && i + 1 < json.Length)
                {
                    Append(text, json[++i]);
                }

                isText = c != '"';
                continue;
            }

            isText = c == '"';
            var isEmpty = i + 1 < json.Length && c is '{' or '[' && json[i + 1] is '}' or ']';
            text.Append(c switch
            {
                '{' when isEmpty => "{",
                '{' => "{ ",
                '}' when json[i - 1] != '{' => " }",
                ':' => ": ",
                ',' => ", ",
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, char c)
    {
        if (c is < ' ' or > '~')
        {
            text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
        else
        {
            text.Append(c);
        }
    }
}
