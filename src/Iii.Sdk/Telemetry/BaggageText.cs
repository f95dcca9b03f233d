using System.Diagnostics;
using System.Text;

namespace Iii.Telemetry;

/// <summary>W3C baggage as text: <c>key=value,key2=value2</c>.</summary>
internal static class BaggageText
{
    // What the W3C's recommendation has everybody pass on.
    private const int MostCharacters = 8192;
    private const int MostEntries = 180;

    /// <summary>Reads the entries; what is malformed or beyond the bounds is left out, as are the entries' properties.</summary>
    public static List<KeyValuePair<string, string>> Read(string text)
    {
        var entries = new List<KeyValuePair<string, string>>();
        var bounded = text.AsSpan(0, Math.Min(text.Length, MostCharacters));
        foreach (var range in bounded.Split(','))
        {
            var entry = bounded[range];
            var end = entry.IndexOf(';');
            entry = end < 0 ? entry : entry[..end];
            var separator = entry.IndexOf('=');
            var key = separator < 0 ? default : entry[..separator].Trim();
            if (key.IsEmpty)
            {
                continue;
            }

            entries.Add(new(Uri.UnescapeDataString(key), Uri.UnescapeDataString(entry[(separator + 1)..].Trim())));
            if (entries.Count == MostEntries)
            {
                break;
            }
        }

        return entries;
    }

    /// <summary>The baggage of an activity and of those around it; null for none.</summary>
    public static string? Of(Activity activity)
    {
        StringBuilder? text = null;
        foreach (var (key, value) in activity.Baggage)
        {
            text = text is null ? new StringBuilder() : text.Append(',');
            text.Append(Uri.EscapeDataString(key)).Append('=').Append(Uri.EscapeDataString(value ?? ""));
        }

        return text?.ToString();
    }
}
