using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Iii.DevEngine.Modules.Storage;

/// <summary>Arithmetic that keeps integers apart from doubles, as the real engine does: <c>1</c> and <c>1.0</c> are not the same.</summary>
internal static class JsonNumber
{
    /// <summary>The sum; null when the value is no number, or the sum leaves the range of integers.</summary>
    public static JsonNode? Add(JsonNode? value, Int128 by)
    {
        if (value?.GetValueKind() is not JsonValueKind.Number)
        {
            return null;
        }

        var text = value.ToJsonString();
        if (Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var integer) && integer >= long.MinValue && integer <= ulong.MaxValue)
        {
            return Of(integer + by);
        }

        var sum = double.Parse(text, CultureInfo.InvariantCulture) + (double)by;
        return double.IsFinite(sum) ? JsonNode.Parse(Format(sum)) : null;
    }

    /// <summary>An integer; null when it is out of range.</summary>
    public static JsonNode? Of(Int128 value) => value >= long.MinValue && value <= ulong.MaxValue ? JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture)) : null;

    /// <summary>A double as the real engine writes it: never without a fraction or an exponent.</summary>
    public static string Format(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace("E+", "e", StringComparison.Ordinal).Replace("E-", "e-", StringComparison.Ordinal);
        return text.AsSpan().IndexOfAny('.', 'e') >= 0 ? text : text + ".0";
    }
}
