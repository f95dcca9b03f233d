using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Iii.DevEngine.Tool.Configuration;

/// <summary>What a YAML scalar is: only those without quotes can be something else than text.</summary>
internal static class ConfigScalar
{
    private const string TextTag = "tag:yaml.org,2002:str";

    public static bool IsNull(YamlNode node) => node is YamlScalarNode scalar && IsPlain(scalar) && scalar.Value is null or "" or "~" or "null" or "Null" or "NULL";

    public static bool? Flag(YamlNode node) => node is not YamlScalarNode scalar || !IsPlain(scalar) ? null : scalar.Value switch
    {
        "true" or "True" or "TRUE" => true,
        "false" or "False" or "FALSE" => false,
        _ => null,
    };

    public static long? Integer(YamlNode node)
    {
        if (node is not YamlScalarNode { Value: { } text } scalar || !IsPlain(scalar))
        {
            return null;
        }

        return text.StartsWith("0x", StringComparison.Ordinal)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;
    }

    public static double? Number(YamlNode node) =>
        node is YamlScalarNode { Value: [>= '0' and <= '9' or '-' or '+' or '.', ..] text } scalar && IsPlain(scalar)
        && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;

    /// <summary>The text; null for what is something else.</summary>
    public static string? Text(YamlNode node) =>
        node is YamlScalarNode scalar && (!IsPlain(scalar) || !(IsNull(node) || Flag(node) is not null || Integer(node) is not null || Number(node) is not null)) ? scalar.Value : null;

    /// <summary>What a node is, for errors: "the number 5".</summary>
    public static string Describe(YamlNode node) => node switch
    {
        YamlMappingNode => "a mapping",
        YamlSequenceNode => "a list",
        _ when IsNull(node) => "empty",
        _ when Flag(node) is not null => $"the flag {node}",
        _ when Integer(node) is not null || Number(node) is not null => $"the number {node}",
        _ => $"the text '{node}'",
    };

    private static bool IsPlain(YamlScalarNode scalar) => scalar.Style is ScalarStyle.Plain && (scalar.Tag.IsEmpty || scalar.Tag.Value != TextTag);
}
