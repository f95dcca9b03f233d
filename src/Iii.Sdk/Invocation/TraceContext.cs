using System.Diagnostics;
using Iii.Telemetry;

namespace Iii.Invocation;

/// <summary>Which trace a call belongs to, as it travels in frames: W3C texts.</summary>
internal readonly record struct TraceContext(string? TraceParent, string? Baggage)
{
    /// <summary>What the options say; else that of the current activity; else none.</summary>
    public static TraceContext Of(CallOptions? options) => options is { TraceParent: not null, Baggage: not null } || Current is not { } activity
        ? new TraceContext(options?.TraceParent, options?.Baggage)
        : new TraceContext(options?.TraceParent ?? activity.Id, options?.Baggage ?? BaggageText.Of(activity));

    /// <summary>The current activity; null when there is none whose ids can travel.</summary>
    public static Activity? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current : null;
}
