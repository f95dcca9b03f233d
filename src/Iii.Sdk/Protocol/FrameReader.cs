using System.Buffers.Text;
using System.Text.Json;

namespace Iii.Protocol;

/// <summary>Finds the type and the fields of one frame; ids and payloads stay where they are, no string is made.</summary>
/// <remarks>An instance belongs to one read loop and is used again for each frame.</remarks>
internal sealed class FrameReader
{
    private readonly Slice[] _fields = new Slice[(int)FrameField.Count];

    /// <summary>The frame's type; <see cref="FrameType.Unknown"/> for one that this version does not know.</summary>
    public FrameType Type { get; private set; }

    /// <summary>A field's place in the message.</summary>
    public Slice this[FrameField field] => _fields[(int)field];

    /// <summary>Reads a message.</summary>
    /// <returns>Null when the message is a frame, else what is wrong with it.</returns>
    public string? Read(ReadOnlySpan<byte> message)
    {
        Array.Clear(_fields);
        Type = FrameType.Unknown;

        var scanner = new EnvelopeScanner(message);
        if (scanner.TryBegin())
        {
            while (scanner.TryNext(out var name, out var value))
            {
                var field = FieldOf(name.Of(message));
                if (field is not FrameField.Count)
                {
                    _fields[(int)field] = value;
                }
            }
        }

        if (scanner.Problem is { } problem)
        {
            return problem;
        }

        var type = this[FrameField.Type];
        if (type.Kind is not (SliceKind.Text or SliceKind.EscapedText))
        {
            return "the frame has no type";
        }

        Type = TypeOf(type.Of(message));
        return null;
    }

    /// <summary>A text field as a string; null when the field is absent or no text.</summary>
    public string? Text(FrameField field, ReadOnlySpan<byte> message) => Text(this[field], message);

    /// <summary>A slice as a string; null when it is absent or no text.</summary>
    public static string? Text(Slice slice, ReadOnlySpan<byte> message) => slice.Kind switch
    {
        SliceKind.Text => System.Text.Encoding.UTF8.GetString(slice.Of(message)),
        SliceKind.EscapedText => Unescape(message.Slice(slice.Start - 1, slice.Length + 2)),
        _ => null,
    };

    /// <summary>A slice as a whole number; null when it is absent or none.</summary>
    public static long? Number(Slice slice, ReadOnlySpan<byte> message) =>
        slice.Kind is SliceKind.Json && Utf8Parser.TryParse(slice.Of(message), out long number, out var read) && read == slice.Length
            ? number
            : null;

    private static string? Unescape(ReadOnlySpan<byte> quoted)
    {
        try
        {
            var reader = new Utf8JsonReader(quoted);
            return reader.Read() ? reader.GetString() : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static FrameField FieldOf(ReadOnlySpan<byte> name) => name.Length switch
    {
        2 when name.SequenceEqual("id"u8) => FrameField.Id,
        4 when name.SequenceEqual("type"u8) => FrameField.Type,
        4 when name.SequenceEqual("data"u8) => FrameField.Data,
        4 when name.SequenceEqual("code"u8) => FrameField.Code,
        5 when name.SequenceEqual("error"u8) => FrameField.Error,
        5 when name.SequenceEqual("state"u8) => FrameField.State,
        5 when name.SequenceEqual("fires"u8) => FrameField.Fires,
        6 when name.SequenceEqual("caller"u8) => FrameField.Caller,
        6 when name.SequenceEqual("reason"u8) => FrameField.Reason,
        6 when name.SequenceEqual("result"u8) => FrameField.Result,
        6 when name.SequenceEqual("config"u8) => FrameField.Config,
        7 when name.SequenceEqual("baggage"u8) => FrameField.Baggage,
        8 when name.SequenceEqual("metadata"u8) => FrameField.Metadata,
        8 when name.SequenceEqual("features"u8) => FrameField.Features,
        8 when name.SequenceEqual("warnings"u8) => FrameField.Warnings,
        8 when name.SequenceEqual("revision"u8) => FrameField.Revision,
        8 when name.SequenceEqual("observer"u8) => FrameField.Observer,
        9 when name.SequenceEqual("observers"u8) => FrameField.Observers,
        9 when name.SequenceEqual("worker_id"u8) => FrameField.WorkerId,
        9 when name.SequenceEqual("namespace"u8) => FrameField.Namespace,
        10 when name.SequenceEqual("activation"u8) => FrameField.Activation,
        11 when name.SequenceEqual("function_id"u8) => FrameField.FunctionId,
        11 when name.SequenceEqual("traceparent"u8) => FrameField.TraceParent,
        11 when name.SequenceEqual("worker_name"u8) => FrameField.WorkerName,
        12 when name.SequenceEqual("trigger_type"u8) => FrameField.TriggerType,
        13 when name.SequenceEqual("invocation_id"u8) => FrameField.InvocationId,
        13 when name.SequenceEqual("observe_depth"u8) => FrameField.ObserveDepth,
        14 when name.SequenceEqual("reattach_token"u8) => FrameField.ReattachToken,
        15 when name.SequenceEqual("owner_worker_id"u8) => FrameField.OwnerWorkerId,
        _ => FrameField.Count,
    };

    private static FrameType TypeOf(ReadOnlySpan<byte> type) => type.Length switch
    {
        4 when type.SequenceEqual("ping"u8) => FrameType.Ping,
        4 when type.SequenceEqual("pong"u8) => FrameType.Pong,
        5 when type.SequenceEqual("error"u8) => FrameType.Error,
        8 when type.SequenceEqual("reattach"u8) => FrameType.Reattach,
        13 when type.SequenceEqual("observeresult"u8) => FrameType.ObserveResult,
        13 when type.SequenceEqual("observeradded"u8) => FrameType.ObserverAdded,
        14 when type.SequenceEqual("invokefunction"u8) => FrameType.InvokeFunction,
        15 when type.SequenceEqual("registertrigger"u8) => FrameType.RegisterTrigger,
        15 when type.SequenceEqual("registerservice"u8) => FrameType.RegisterService,
        15 when type.SequenceEqual("observerremoved"u8) => FrameType.ObserverRemoved,
        16 when type.SequenceEqual("invocationresult"u8) => FrameType.InvocationResult,
        16 when type.SequenceEqual("workerregistered"u8) => FrameType.WorkerRegistered,
        16 when type.SequenceEqual("registerfunction"u8) => FrameType.RegisterFunction,
        17 when type.SequenceEqual("unregistertrigger"u8) => FrameType.UnregisterTrigger,
        18 when type.SequenceEqual("unregisterfunction"u8) => FrameType.UnregisterFunction,
        18 when type.SequenceEqual("functionregistered"u8) => FrameType.FunctionRegistered,
        19 when type.SequenceEqual("registertriggertype"u8) => FrameType.RegisterTriggerType,
        20 when type.SequenceEqual("registrationrejected"u8) => FrameType.RegistrationRejected,
        20 when type.SequenceEqual("observerstatechanged"u8) => FrameType.ObserverStateChanged,
        21 when type.SequenceEqual("unregistertriggertype"u8) => FrameType.UnregisterTriggerType,
        25 when type.SequenceEqual("triggerregistrationresult"u8) => FrameType.TriggerRegistrationResult,
        _ => FrameType.Unknown,
    };
}
