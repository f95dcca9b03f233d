using System.Globalization;
using System.Text;

namespace Iii.DevEngine;

/// <summary>Texts that workers say of themselves and that people read: nothing that steers a terminal, and not too long.</summary>
internal static class WorkerText
{
    private const int MaxLength = 280;

    /// <summary>The text without control characters and those that turn the direction of writing; null when nothing is left.</summary>
    public static string? Clean(string? text)
    {
        var clean = string.Concat((text ?? "").EnumerateRunes().Where(static c => !IsUnsafe(c)).Take(MaxLength)).Trim();
        return clean.Length == 0 ? null : clean;
    }

    private static bool IsUnsafe(Rune c) =>
        Rune.GetUnicodeCategory(c) is UnicodeCategory.Control || c.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x2028 or 0x2029;
}
