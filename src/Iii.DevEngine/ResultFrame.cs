using System.Text.Json;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>The frame that tells a worker how its call has ended.</summary>
/// <param name="Id">The invocation's.</param>
/// <param name="FunctionId">As it was called.</param>
/// <param name="Outcome">A result, an error, or neither.</param>
/// <param name="TraceParent">As it came with the call.</param>
/// <param name="Baggage">As it came with the call.</param>
internal readonly record struct ResultFrame(Guid Id, string FunctionId, Outcome Outcome, string? TraceParent, string? Baggage)
{
    public byte[] Write() => TextFrame.Of(this, static (output, frame) => frame.Write(output));

    private void Write(JsonOutput output)
    {
        output.WriteRaw("""{"type":"invocationresult","invocation_id":"""u8);
        output.WriteQuoted(Id, format: null);
        output.WriteRaw(""","function_id":"""u8);
        CanonicalText.Write(output, FunctionId);
        if (Outcome.Error is { } error)
        {
            output.WriteRaw(""","error":"""u8);
            WriteError(output, error);
        }
        else if (Outcome.Value is { } result)
        {
            output.WriteRaw(""","result":"""u8);
            CanonicalCopy.Write(result.Text, output);
        }

        if (TraceParent is not null)
        {
            output.WriteRaw(""","traceparent":"""u8);
            CanonicalText.Write(output, TraceParent);
        }

        if (Baggage is not null)
        {
            output.WriteRaw(""","baggage":"""u8);
            CanonicalText.Write(output, Baggage);
        }

        output.WriteRaw((byte)'}');
    }

    /// <summary>Nothing but what the protocol has: what else a worker sends is not passed on.</summary>
    public static void WriteError(JsonOutput output, JsonElement error)
    {
        output.WriteRaw("""{"code":"""u8);
        CanonicalText.Write(output, error.Text("code")!);
        output.WriteRaw(""","message":"""u8);
        CanonicalText.Write(output, error.Text("message")!);
        if (error.Text("stacktrace") is { } stack)
        {
            output.WriteRaw(""","stacktrace":"""u8);
            CanonicalText.Write(output, stack);
        }

        output.WriteRaw((byte)'}');
    }
}
