namespace Iii.DevEngine;

/// <summary>Ids on the wire: read in any of the four notations of the real engine, written in lower case with hyphens.</summary>
internal static class WireUuid
{
    private const string Urn = "urn:uuid:";

    /// <summary>Reads <c>…-…-…-…-…</c>, 32 digits, <c>{…}</c> or <c>urn:uuid:…</c>.</summary>
    public static bool TryParse(string? text, out Guid id)
    {
        id = default;
        if (text is null)
        {
            return false;
        }

        var digits = text.StartsWith(Urn, StringComparison.Ordinal) ? text[Urn.Length..]
            : text is ['{', .. var inner, '}'] ? inner
            : text;
        var format = digits.Length is 32 && digits.Length == text.Length ? "N" : "D";

        // Guid is more lenient than the engine: signs and prefixes pass for digits there.
        return digits.All(static c => char.IsAsciiHexDigit(c) || c is '-') && Guid.TryParseExact(digits, format, out id);
    }

    /// <summary>Reads an id, and writes it as the engine does.</summary>
    public static bool TryNormalize(string? text, out string id)
    {
        var isId = TryParse(text, out var parsed);
        id = isId ? parsed.ToString("D") : "";
        return isId;
    }
}
