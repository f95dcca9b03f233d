namespace Iii.Bench.Soak;

/// <summary>The functions that are called: at once, after a while, and with more to carry.</summary>
internal static class Functions
{
    [IIIFunction("soak::next", Description = "Counts on")]
    public static Counted Next(Counted counted) => counted with { Number = counted.Number + 1 };

    [IIIFunction("soak::next-later", Description = "Counts on after a millisecond")]
    public static async Task<Counted> NextLaterAsync(Counted counted, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken).ConfigureAwait(false);
        return counted with { Number = counted.Number + 1 };
    }

    [IIIFunction("soak::next-of-text", Description = "Counts on, and copies the text")]
    public static Counted NextOfText(int number, string text) => new(number + 1, string.Concat(text.AsSpan(text.Length / 2), text.AsSpan(0, text.Length / 2)));
}
