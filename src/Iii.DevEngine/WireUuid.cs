namespace Iii.DevEngine;

/// <summary>Ids on the wire: read in any of the four notations of the real engine, written in lower case with hyphens.</summary>
internal static class WireUuid
{
    private const string Urn = "urn:uuid:";

    /// <summary>Reads <c>…-…-…-…-…</c>, 32 digits, <c>{…}</c> or <c>urn:uuid:…</c>.</summary>
    public static bool TryNormalize(string? text, out string id)
    {
        id = "";
        if (text is null)
        {
            return false;
        }

        var digits = text.StartsWith(Urn, StringComparison.Ordinal) ? text[Urn.Length..]
            : text is ['{', .. var inner, '}'] ? inner
            : text;
        var format = digits.Length is 32 && digits.Length == text.Length ? "N" : "D";

        // Guid is more lenient than the engine: signs and prefixes pass for digits there.
        if (!digits.All(static c => char.IsAsciiHexDigit(c) || c is '-') || !Guid.TryParseExact(digits, format, out var parsed))
        {
            return false;
        }

        id = parsed.ToString("D");
        return true;
    }
}
