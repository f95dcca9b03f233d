namespace Iii.DevEngine.Access;

/// <summary>Patterns of ids: <c>*</c> stands for any run of characters, also for none; nothing else has a meaning.</summary>
internal static class IdPattern
{
    public static bool Matches(string pattern, string text)
    {
        var parts = pattern.Split('*');
        if (parts.Length == 1)
        {
            return pattern == text;
        }

        if (!text.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }

        var position = parts[0].Length;
        foreach (var part in parts[1..^1])
        {
            var found = text.IndexOf(part, position, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            position = found + part.Length;
        }

        return text.Length - position >= parts[^1].Length && text.EndsWith(parts[^1], StringComparison.Ordinal);
    }

    /// <summary>What stands within <c>match("…")</c> or <c>match('…')</c>; null for another text.</summary>
    public static string? Within(string text) => text.Trim() switch
    {
        ['m', 'a', 't', 'c', 'h', '(', '"', .. var pattern, '"', ')'] => pattern,
        ['m', 'a', 't', 'c', 'h', '(', '\'', .. var pattern, '\'', ')'] => pattern,
        _ => null,
    };
}
