using Iii.Generators.Infrastructure;

namespace Iii.Generators.Observers;

/// <summary>A mistake in the text of a filter.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Start">Where in the text it begins.</param>
/// <param name="Length">How many characters of the text it is about.</param>
/// <param name="Mend">What a code fix writes in place of these characters; null where there is nothing mechanical to do.</param>
internal sealed record FilterMistake(string Message, int Start, int Length, string? Mend = null);

/// <summary>Reads filters that stand as text in the source.</summary>
internal static class FilterText
{
    /// <summary>The filter in compact JSON; null with the mistake when it is none.</summary>
    public static string? Parse(string text, out FilterMistake? mistake)
    {
        mistake = null;
        if (JsonText.Parse(text, out var problem) is { } json)
        {
            return json.Compact;
        }

        mistake = new FilterMistake(problem!, 0, text.Length);
        return null;
    }
}
