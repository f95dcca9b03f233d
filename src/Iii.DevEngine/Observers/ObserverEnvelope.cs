using System.Globalization;
using System.Text;
using Iii.Generated;

namespace Iii.DevEngine.Observers;

/// <summary>Writes what targets get of observed calls.</summary>
internal static class ObserverEnvelope
{
    /// <summary>Gets the data of an activation: the envelope, or the bare input or output.</summary>
    public static byte[] DataOf(ObserveRequest request, string activationId, ObservedCall call) => request.Deliver switch
    {
        "input" => ValueOrNull(call.InputText),
        "output" => ValueOrNull(call.OutputText),
        _ => Envelope(request, activationId, call),
    };

    private static byte[] ValueOrNull(ReadOnlySpan<byte> value) => value.IsEmpty ? "null"u8.ToArray() : value.ToArray();

    private static byte[] Envelope(ObserveRequest request, string activationId, ObservedCall call)
    {
        var parts = request.Capture.Parts;
        using var output = new JsonOutput();
        output.WriteRaw("{\"activation_id\":"u8);
        CanonicalText.Write(output, activationId);
        Write(output, "\"caller\":"u8, parts.HasFlag(ObserverCapture.Caller) ? call.CallerText : default);
        output.WriteName("\"duration_ms\":"u8);
        output.WriteRaw(Encoding.ASCII.GetBytes(CanonicalNumber.Format(call.DurationMs)));
        if (parts.HasFlag(ObserverCapture.Error) && call.Error is { } error)
        {
            output.WriteName("\"error\":"u8);
            ResultFrame.WriteError(output, error);
        }

        output.WriteName("\"function_id\":"u8);
        CanonicalText.Write(output, call.Function.Id);
        Write(output, "\"input\":"u8, parts.HasFlag(ObserverCapture.Input) ? call.InputText : default);
        output.WriteName("\"invocation_id\":"u8);
        CanonicalText.Write(output, call.InvocationId);
        Write(output, "\"metadata\":"u8, parts.HasFlag(ObserverCapture.Metadata) ? call.MetadataText : default);
        output.WriteName("\"namespace\":"u8);
        CanonicalText.Write(output, call.Function.Namespace);
        output.WriteName("\"observer_id\":"u8);
        CanonicalText.Write(output, request.Id);
        Write(output, "\"output\":"u8, parts.HasFlag(ObserverCapture.Output) ? call.OutputText : default);
        output.WriteName("\"started_at_ms\":"u8);
        output.WriteRaw(Encoding.ASCII.GetBytes(call.StartedAtMs.ToString(CultureInfo.InvariantCulture)));
        output.WriteName("\"status\":"u8);
        output.WriteRaw(call.IsError ? "\"error\"}"u8 : "\"success\"}"u8);
        return output.WrittenSpan.ToArray();
    }

    private static void Write(JsonOutput output, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            output.WriteName(name);
            output.WriteRaw(value);
        }
    }
}
