using Iii.Generated;

namespace Iii.Protocol;

/// <summary>Reads and writes who made a call.</summary>
internal static class CallerJson
{
    /// <summary>Reads the object: fields that are not strings are dropped, and so is the parent of a parent.</summary>
    /// <returns>Null when it is no object, or one without any field.</returns>
    public static Caller? Read(ReadOnlySpan<byte> json) => Read(json, isParent: false);

    /// <summary>
    /// Writes the object. A caller without any field is written as an empty object, a parent without any not at all; the parent of a parent
    /// is left out.
    /// </summary>
    public static void Write(JsonOutput output, Caller caller)
    {
        output.WriteRaw((byte)'{');
        WriteFields(output, caller);
        if (caller.Parent is { } parent && HasFields(parent))
        {
            output.WriteName("\"parent\":"u8);
            output.WriteRaw((byte)'{');
            WriteFields(output, parent);
            output.WriteRaw((byte)'}');
        }

        output.WriteRaw((byte)'}');
    }

    private static Caller? Read(ReadOnlySpan<byte> json, bool isParent)
    {
        string? workerId = null, workerName = null, functionId = null, invocationId = null;
        Caller? parent = null;
        var scanner = new EnvelopeScanner(json);
        if (!scanner.TryBegin())
        {
            return null;
        }

        while (scanner.TryNext(out var name, out var value))
        {
            switch (name.Of(json))
            {
                case var field when field.SequenceEqual("worker_id"u8):
                    workerId = FrameReader.Text(value, json);
                    break;
                case var field when field.SequenceEqual("worker_name"u8):
                    workerName = FrameReader.Text(value, json);
                    break;
                case var field when field.SequenceEqual("function_id"u8):
                    functionId = FrameReader.Text(value, json);
                    break;
                case var field when field.SequenceEqual("invocation_id"u8):
                    invocationId = FrameReader.Text(value, json);
                    break;
                case var field when !isParent && value.Kind is SliceKind.Json && field.SequenceEqual("parent"u8):
                    parent = Read(value.Of(json), isParent: true);
                    break;
            }
        }

        var caller = new Caller
        {
            WorkerId = workerId,
            WorkerName = workerName,
            FunctionId = functionId,
            InvocationId = invocationId,
            Parent = parent,
        };
        return scanner.Problem is null && (parent is not null || HasFields(caller)) ? caller : null;
    }

    private static bool HasFields(Caller caller) =>
        caller is not { WorkerId: null, WorkerName: null, FunctionId: null, InvocationId: null };

    private static void WriteFields(JsonOutput output, Caller caller)
    {
        Text(output, "\"worker_id\":"u8, caller.WorkerId);
        Text(output, "\"worker_name\":"u8, caller.WorkerName);
        Text(output, "\"function_id\":"u8, caller.FunctionId);
        Text(output, "\"invocation_id\":"u8, caller.InvocationId);
    }

    private static void Text(JsonOutput output, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            output.WriteName(name);
            output.WriteString(value);
        }
    }
}
