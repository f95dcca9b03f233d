using System.Text.Json;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>The frame that tells a worker why its binding is refused.</summary>
/// <param name="Id">The binding's.</param>
/// <param name="Type">The trigger type's.</param>
/// <param name="FunctionId">The bound function's.</param>
/// <param name="Error">As the provider of the type has it, or the engine itself.</param>
internal readonly record struct TriggerResultFrame(string Id, string Type, string FunctionId, JsonElement Error)
{
    public byte[] Write() => TextFrame.Of(this, static (output, frame) => frame.Write(output));

    private void Write(JsonOutput output)
    {
        output.WriteRaw("""{"type":"triggerregistrationresult","id":"""u8);
        CanonicalText.Write(output, Id);
        output.WriteRaw(""","trigger_type":"""u8);
        CanonicalText.Write(output, Type);
        output.WriteRaw(""","function_id":"""u8);
        CanonicalText.Write(output, FunctionId);
        output.WriteRaw(""","error":"""u8);
        ResultFrame.WriteError(output, Error);
        output.WriteRaw((byte)'}');
    }
}
