using System.Diagnostics;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>The frame that asks a worker to run a function.</summary>
/// <param name="Id">The invocation's.</param>
/// <param name="FunctionId">As the worker knows it.</param>
/// <param name="Call">What it is called with.</param>
/// <param name="CallerId">Who calls; null where that is not said.</param>
/// <param name="Observes">The worker knows observers: it is told the caller, the depth and the activation.</param>
internal readonly record struct InvocationFrame(Guid Id, string FunctionId, BuiltInCall Call, string? CallerId, bool Observes)
{
    public byte[] Write() => TextFrame.Of(this, static (output, frame) => frame.Write(output));

    private void Write(JsonOutput output)
    {
        output.WriteRaw("""{"type":"invokefunction","invocation_id":"""u8);
        output.WriteQuoted(Id, format: null);
        output.WriteRaw(""","function_id":"""u8);
        CanonicalText.Write(output, FunctionId);
        output.WriteRaw(""","data":"""u8);
        CanonicalCopy.Write(Call.Payload.Text, output, CallerId);
        if (ActivityContext.TryParse(Call.TraceParent, traceState: null, out var trace))
        {
            // As the real engine writes it, and nothing where it can not read it.
            output.WriteRaw(""","traceparent":"""u8);
            CanonicalText.Write(output, $"00-{trace.TraceId}-{trace.SpanId}-{(trace.TraceFlags.HasFlag(ActivityTraceFlags.Recorded) ? "01" : "00")}");
        }

        if (!string.IsNullOrEmpty(Call.TraceParent) || !string.IsNullOrEmpty(Call.Baggage))
        {
            output.WriteRaw(""","baggage":"""u8);
            CanonicalText.Write(output, BaggageOf(Call.Baggage, FunctionId));
        }

        if (Call.Metadata is { } metadata)
        {
            output.WriteRaw(""","metadata":"""u8);
            CanonicalCopy.Write(new Payload(metadata).Text, output);
        }

        if (Observes)
        {
            WriteContext(output, Call);
        }

        output.WriteRaw((byte)'}');
    }

    private static void WriteContext(JsonOutput output, BuiltInCall call)
    {
        if (call.Caller is not null || call.Context?.Caller is not null)
        {
            output.WriteRaw(""","caller":"""u8);
            CallerInfo.Write(output, call.Context?.Caller, call.Caller);
        }

        if (call.Context is { Depth: > 0 and var depth })
        {
            output.WriteRaw(""","observe_depth":"""u8);
            output.WriteNumber(depth);
        }

        if (call.Context?.Activation is { } activation)
        {
            output.WriteRaw(""","activation":{"activation_id":"""u8);
            CanonicalText.Write(output, activation.Id);
            output.WriteRaw(""","observer_id":"""u8);
            CanonicalText.Write(output, activation.ObserverId);
            output.WriteRaw((byte)'}');
        }
    }

    /// <summary>The baggage that goes with a call: it names the function that is called, and none that was called before.</summary>
    public static string BaggageOf(string? baggage, string functionId)
    {
        var entries = (baggage ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(static e => e.Contains('=') && !e.StartsWith("iii.function.id=", StringComparison.Ordinal));
        return string.Join(",", entries.Append("iii.function.id=" + functionId));
    }
}
