using System.Globalization;
using System.Text;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Json;

/// <summary>How names become names in JSON: the values of JsonKnownNamingPolicy.</summary>
internal enum JsonNaming
{
    AsIs = 0,
    CamelCase = 1,
    SnakeCaseLower = 2,
    SnakeCaseUpper = 3,
    KebabCaseLower = 4,
    KebabCaseUpper = 5,
}

internal static class JsonNamingExtensions
{
    /// <summary>The name as System.Text.Json's policy of the same name makes it.</summary>
    public static string Apply(this JsonNaming naming, string name) => naming switch
    {
        JsonNaming.CamelCase => NamingConventions.CamelCase(name),
        JsonNaming.SnakeCaseLower => Separated(name, '_', isUpper: false),
        JsonNaming.SnakeCaseUpper => Separated(name, '_', isUpper: true),
        JsonNaming.KebabCaseLower => Separated(name, '-', isUpper: false),
        JsonNaming.KebabCaseUpper => Separated(name, '-', isUpper: true),
        _ => name,
    };

    /// <summary>Words begin at a capital after what is none, at the last capital of a run before a lower-case letter, and after white space.</summary>
    private static string Separated(string name, char separator, bool isUpper)
    {
        var text = new StringBuilder();
        var last = Part.None;
        for (var i = 0; i < name.Length; i++)
        {
            var part = PartOf(name[i]);
            if (part is Part.Space)
            {
                last = last is Part.None ? Part.None : Part.Space;
                continue;
            }

            if (part is Part.None)
            {
                text.Append(name[i]);
                last = Part.None;
                continue;
            }

            var begins = part is Part.Capital
                ? last is Part.Small or Part.Space || last is Part.Capital && i + 1 < name.Length && char.IsLower(name[i + 1])
                : last is Part.Space;
            if (begins)
            {
                text.Append(separator);
            }

            text.Append(isUpper ? char.ToUpperInvariant(name[i]) : char.ToLowerInvariant(name[i]));
            last = part;
        }

        return text.ToString();
    }

    private static Part PartOf(char c) => char.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.UppercaseLetter => Part.Capital,
        UnicodeCategory.LowercaseLetter or UnicodeCategory.DecimalDigitNumber => Part.Small,
        UnicodeCategory.SpaceSeparator => Part.Space,
        _ => Part.None,
    };

    private enum Part
    {
        None,
        Capital,
        Small,
        Space,
    }
}
