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
        return double.IsFinite(sum) ? JsonNode.Parse(CanonicalNumber.Format(sum)) : null;
    }

    /// <summary>An integer; null when it is out of range.</summary>
    public static JsonNode? Of(Int128 value) => value >= long.MinValue && value <= ulong.MaxValue ? JsonNode.Parse(value.ToString(CultureInfo.InvariantCulture)) : null;
}
