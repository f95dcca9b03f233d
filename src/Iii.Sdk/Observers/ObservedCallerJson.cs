using System.Text.Json;
using Iii.Generated;

namespace Iii;

/// <summary>Reads and writes the caller in an envelope.</summary>
internal static class ObservedCallerJson
{
    /// <summary>Reads a caller; null for what is none. Fields of another type are dropped, and so is the parent of a parent.</summary>
    public static ObservedCaller? Read(ref JsonInput reader, bool isParent = false)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        string? workerId = null, workerName = null, functionId = null, invocationId = null;
        ObservedCaller? parent = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "worker_id":
                    workerId = EnvelopeText.Optional(ref reader);
                    break;
                case "worker_name":
                    workerName = EnvelopeText.Optional(ref reader);
                    break;
                case "function_id":
                    functionId = EnvelopeText.Optional(ref reader);
                    break;
                case "invocation_id":
                    invocationId = EnvelopeText.Optional(ref reader);
                    break;
                case "parent" when !isParent:
                    parent = Read(ref reader, isParent: true);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new ObservedCaller(workerId, workerName, functionId, invocationId, parent);
    }

    public static void Write(JsonOutput output, ObservedCaller caller)
    {
        output.BeginObject();
        EnvelopeText.WriteOptional(output, "\"worker_id\":"u8, caller.WorkerId);
        EnvelopeText.WriteOptional(output, "\"worker_name\":"u8, caller.WorkerName);
        EnvelopeText.WriteOptional(output, "\"function_id\":"u8, caller.FunctionId);
        EnvelopeText.WriteOptional(output, "\"invocation_id\":"u8, caller.InvocationId);
        if (caller.Parent is { } parent)
        {
            output.WriteName("\"parent\":"u8);
            Write(output, parent with { Parent = null });
        }

        output.EndObject();
    }
}
