using System.Diagnostics;
using Iii.Generated;
using Iii.Invocation;

namespace Iii.Telemetry;

/// <summary>The span of one call that a worker answers: names, kind and events are those of the platform's other SDKs.</summary>
internal static class InvocationSpan
{
    private static readonly ActivitySource s_source = new(IIITelemetry.ActivitySourceName, Connection.WorkerIdentity.Version);

    /// <summary>Somebody listens; otherwise a call need not ask for its span.</summary>
    public static bool IsWanted => s_source.HasListeners();

    /// <summary>Begins the span, and makes it the current one.</summary>
    /// <returns>The span; null when nobody wants this one.</returns>
    public static Activity? Start(FunctionDefinition function, string? traceParent, string? baggage)
    {
        _ = ActivityContext.TryParse(traceParent, null, isRemote: true, out var caller);
        var span = s_source.StartActivity(function.SpanName, ActivityKind.Internal, caller);
        if (span is null || baggage is null)
        {
            return span;
        }

        var entries = BaggageText.Read(baggage);

        // What was added last is listed first.
        for (var i = entries.Count - 1; i >= 0; i--)
        {
            span.AddBaggage(entries[i].Key, entries[i].Value);
        }

        if (span.IsAllDataRequested)
        {
            foreach (var (key, value) in entries)
            {
                span.SetTag(key, value);
            }
        }

        return span;
    }

    /// <summary>Shows what the function was called with.</summary>
    public static void Input(Activity span, ReadOnlySpan<byte> payload, int? maxBytes)
    {
        var shown = TracedPayload.Of(payload, maxBytes);
        span.AddEvent(new ActivityEvent("iii.invocation.input", tags: new ActivityTagsCollection
        {
            { "iii.payload.json", shown.Json },
            { "iii.payload.truncated", shown.IsTruncated },
        }));
    }

    /// <summary>Shows what the caller was answered.</summary>
    public static void Output(Activity span, TracedPayload shown, bool isOk) => span.AddEvent(new ActivityEvent("iii.invocation.output", tags: new ActivityTagsCollection
    {
        { "iii.payload.json", shown.Json },
        { "iii.payload.truncated", shown.IsTruncated },
        { "iii.payload.ok", isOk },
    }));

    /// <summary>Says that the call failed, and why.</summary>
    public static void Failed(Activity span, Exception? exception, in CallError error)
    {
        span.SetStatus(ActivityStatusCode.Error, error.Message);
        span.SetTag("error.type", error.Code);
        if (exception is not null)
        {
            span.AddException(exception);
        }
    }
}
