using System.Globalization;
using Iii.Generators.Schemas;

namespace Iii.Generators.Triggers;

/// <summary>One option of a queue subscription.</summary>
/// <param name="Property">Its name in [QueueTrigger].</param>
/// <param name="Key">Its name in the configuration.</param>
/// <param name="Min">The smallest value.</param>
/// <param name="Max">The greatest value.</param>
/// <param name="Words">The texts that its values stand for; null for a number.</param>
internal sealed record QueueOption(string Property, string Key, int Min, int Max, string[]? Words = null)
{
    // The engine takes a number that does not fit for a smaller one (modulo the width), or leaves it out: it does not complain of either.
    public static readonly QueueOption[] All =
    [
        OfWords("Mode", "type", "concurrent", "fifo"),
        new("MaxRetries", "maxRetries", 0, int.MaxValue),
        new("Concurrency", "concurrency", 0, ushort.MaxValue),
        new("VisibilityTimeout", "visibilityTimeout", 1, int.MaxValue),
        new("DelaySeconds", "delaySeconds", 0, 900),
        OfWords("BackoffType", "backoffType", "exponential", "fixed"),
        new("BackoffDelayMs", "backoffDelayMs", 0, int.MaxValue),
        new("MaxPriority", "maxPriority", 1, byte.MaxValue),
    ];

    /// <summary>What is wrong with a value; null when nothing is.</summary>
    public string? Problem(long value) =>
        value >= Min && value <= Max ? null
        : Words is not null ? $"has no value {value}. Use one of its names."
        : Max == int.MaxValue ? $"is {value}; it must be at least {Min}."
        : $"is {value}; it must be from {Min} to {Max}.";

    /// <summary>The number that is nearest to one out of range, as C# source; null for what is no number.</summary>
    public string? Nearest(int value) => Words is null ? Math.Min(Math.Max(value, Min), Max).ToString(CultureInfo.InvariantCulture) : null;

    /// <summary>The value as JSON.</summary>
    public string Json(int value) => Words is null ? value.ToString(CultureInfo.InvariantCulture) : JsonLiteral.String(Words[value]);

    private static QueueOption OfWords(string property, string key, params string[] words) => new(property, key, 0, words.Length - 1, words);
}
