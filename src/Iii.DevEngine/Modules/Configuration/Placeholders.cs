using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Iii.DevEngine.Modules.Configuration;

/// <summary>Puts environment variables in the place of <c>${NAME}</c> and <c>${NAME:default}</c>.</summary>
internal static partial class Placeholders
{
    /// <summary>The value with its placeholders filled in.</summary>
    /// <param name="missing">Takes the names of variables that are not set and have no default; their placeholders stay.</param>
    public static JsonElement Expand(JsonElement value, ICollection<string> missing) => CanonicalJson.Copy(CanonicalJson.Make(writer => Write(writer, value, missing)));

    private static void Write(Utf8JsonWriter writer, JsonElement value, ICollection<string> missing)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    Write(writer, property.Value, missing);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item, missing);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                WriteText(writer, value.GetString()!, missing);
                break;
            default:
                CanonicalJson.Write(writer, value);
                break;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string text, ICollection<string> missing)
    {
        var filled = Placeholder().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            if (Environment.GetEnvironmentVariable(name) is { } value)
            {
                return value;
            }

            if (match.Groups[2].Success)
            {
                return match.Groups[2].Value;
            }

            missing.Add(name);
            return match.Value;
        });

        // A placeholder alone stands for whatever its text looks like: a port is a number.
        if (LonePlaceholder().IsMatch(text) && filled.Trim() is { Length: > 0 } scalar)
        {
            WriteScalar(writer, scalar, filled);
        }
        else
        {
            writer.WriteStringValue(filled);
        }
    }

    // The scalars of YAML 1.2.
    private static void WriteScalar(Utf8JsonWriter writer, string scalar, string text)
    {
        switch (scalar)
        {
            case "true" or "True" or "TRUE":
                writer.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE":
                writer.WriteBooleanValue(false);
                break;
            case "null" or "Null" or "NULL" or "~":
                writer.WriteNullValue();
                break;
            case ['"' or '[' or '{', ..] when TryParse(scalar) is { } json:
                CanonicalJson.Write(writer, json);
                break;
            default:
                if (Integer().IsMatch(scalar) && Int128.TryParse(scalar, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) && integer >= long.MinValue && integer <= ulong.MaxValue)
                {
                    writer.WriteRawValue(integer.ToString(CultureInfo.InvariantCulture));
                }
                else if ((Integer().IsMatch(scalar) || scalar.AsSpan().IndexOfAny('.', 'e', 'E') >= 0) && Float().IsMatch(scalar) && double.TryParse(scalar, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number))
                {
                    writer.WriteRawValue(CanonicalNumber.Format(number));
                }
                else
                {
                    writer.WriteStringValue(text == scalar ? text : scalar);
                }

                break;
        }
    }

    private static JsonElement? TryParse(string text)
    {
        try
        {
            return CanonicalJson.Parse(System.Text.Encoding.UTF8.GetBytes(text));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\$\{([^}:]+)(?::([^}]*))?\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^\s*\$\{[^}]*\}\s*$")]
    private static partial Regex LonePlaceholder();

    // Not 007: that is a name.
    [GeneratedRegex("^[-+]?(0|[1-9][0-9]*)$")]
    private static partial Regex Integer();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$")]
    private static partial Regex Float();
}
