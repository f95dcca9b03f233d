using Iii.DevEngine.Modules;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>The frame that asks a worker to run a function.</summary>
/// <param name="Id">The invocation's.</param>
/// <param name="FunctionId">As the worker knows it.</param>
/// <param name="Call">What it is called with.</param>
/// <param name="CallerId">Who calls; null where that is not said.</param>
internal readonly record struct InvocationFrame(Guid Id, string FunctionId, BuiltInCall Call, string? CallerId)
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
        if (!string.IsNullOrEmpty(Call.TraceParent))
        {
            output.WriteRaw(""","traceparent":"""u8);
            CanonicalText.Write(output, Call.TraceParent);
        }

        if (!string.IsNullOrEmpty(Call.TraceParent) || !string.IsNullOrEmpty(Call.Baggage))
        {
            output.WriteRaw(""","baggage":"""u8);
            CanonicalText.Write(output, Baggage());
        }

        if (Call.Metadata is { } metadata)
        {
            output.WriteRaw(""","metadata":"""u8);
            CanonicalCopy.Write(new Payload(metadata).Text, output);
        }

        output.WriteRaw((byte)'}');
    }

    private string Baggage()
    {
        var entries = (Call.Baggage ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(static e => e.Contains('=') && !e.StartsWith("iii.function.id=", StringComparison.Ordinal));
        return string.Join(",", entries.Append("iii.function.id=" + FunctionId));
    }
}
