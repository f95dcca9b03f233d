using System.Diagnostics;
using System.Text;

namespace Iii.Invocation;

/// <summary>Which trace a call belongs to, as it travels in frames: W3C texts.</summary>
internal readonly record struct TraceContext(string? TraceParent, string? Baggage)
{
    /// <summary>What the options say; else that of the current activity; else none.</summary>
    public static TraceContext Of(CallOptions? options)
    {
        var activity = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current : null;
        return new TraceContext(options?.TraceParent ?? activity?.Id, options?.Baggage ?? (activity is null ? null : BaggageOf(activity)));
    }

    private static string? BaggageOf(Activity activity)
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
