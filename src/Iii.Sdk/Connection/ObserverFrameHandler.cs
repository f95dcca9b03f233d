using System.Text.Json;
using Iii.Generated;
using Iii.Observers;
using Iii.Protocol;
using Microsoft.Extensions.Logging;

namespace Iii.Connection;

/// <summary>
/// Says what each frame of the engine about observers does, and tells both sides of observing where the connection stands.
/// </summary>
internal sealed class ObserverFrameHandler(IIIEngineInfo engine, ObserverRegistry observers, ObservedFunctions hosted, ILogger logger)
{
    private const string DefaultNamespace = "default";

    /// <summary>A connection was made, and its messages come next.</summary>
    public void Connected() => observers.Connected();

    /// <summary>The registrations and the calls that had waited were written to the connection.</summary>
    public void Registered(ITransportSession session) => observers.Registered(session);

    /// <summary>The connection is gone; no more of its messages come.</summary>
    public void Disconnected()
    {
        engine.Forget();
        observers.Disconnected();
        hosted.Disconnected();
    }

    /// <summary>The engine has introduced itself with what it supports.</summary>
    public void Introduced(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        var features = EngineFeatureSet.Read(frame[FrameField.Features] is { Kind: SliceKind.Json } list ? list.Of(message) : default);
        engine.Set(features);
        observers.Introduced(session, features);
    }

    /// <summary>The engine has refused a function of this worker.</summary>
    public void Rejected(string functionId) => hosted.Rejected(functionId);

    /// <summary>Handles a message if it is about observers, and keeps nothing of it.</summary>
    /// <returns>False when it is about something else.</returns>
    public bool TryHandle(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        try
        {
            var isComplete = frame.Type switch
            {
                FrameType.ObserveResult => Answered(message, frame),
                FrameType.ObserverStateChanged => Changed(message, frame),
                FrameType.FunctionRegistered => FunctionRegistered(session, message, frame),
                FrameType.ObserverAdded => Added(session, message, frame),
                FrameType.ObserverRemoved => Removed(session, message, frame),
                _ => (bool?)null,
            };
            if (isComplete is false)
            {
                Log.MalformedFrame(logger, message.Length, "a field about observers is missing");
            }

            return isComplete is not null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What the exception quotes of the message may be a payload: it stays out of the log.
            Log.MalformedFrame(logger, message.Length, "a field about observers is malformed");
            return true;
        }
    }

    private bool Answered(ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame.Text(FrameField.Id, message) is not { } id || frame.Text(FrameField.State, message) is not { } state)
        {
            return false;
        }

        observers.Answered(id, state, Reason(frame[FrameField.Error], message), Texts(frame[FrameField.Warnings], message));
        return true;
    }

    private bool Changed(ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame.Text(FrameField.Id, message) is not { } id || frame.Text(FrameField.State, message) is not { } state)
        {
            return false;
        }

        observers.Changed(id, state, Reason(frame[FrameField.Reason], message), FrameReader.Number(frame[FrameField.Fires], message) ?? 0);
        return true;
    }

    private bool FunctionRegistered(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame.Text(FrameField.Id, message) is not { } id)
        {
            return false;
        }

        var views = new List<ObserverView>();
        var list = frame[FrameField.Observers];
        if (list.Kind is SliceKind.Json && Element(list, message) is { ValueKind: JsonValueKind.Array } listed)
        {
            foreach (var item in listed.EnumerateArray())
            {
                if (ObserverView.Read(item) is { } view)
                {
                    views.Add(view);
                }
                else
                {
                    Log.HostFrameIgnored(logger, "functionregistered", id, "an observer has no id or no target");
                }
            }
        }

        hosted.Registered(session, id, Namespace(message, frame), Revision(message, frame), views);
        return true;
    }

    private bool Added(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame.Text(FrameField.FunctionId, message) is not { } functionId
            || frame[FrameField.Observer] is not { Kind: SliceKind.Json } observer
            || ObserverView.Read(Element(observer, message)) is not { } view)
        {
            return false;
        }

        hosted.Added(session, functionId, Namespace(message, frame), Revision(message, frame), view);
        return true;
    }

    private bool Removed(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame.Text(FrameField.FunctionId, message) is not { } functionId || frame.Text(FrameField.Id, message) is not { } id)
        {
            return false;
        }

        hosted.Removed(session, functionId, Revision(message, frame), id);
        return true;
    }

    private static string Namespace(ReadOnlySpan<byte> message, FrameReader frame) =>
        frame.Text(FrameField.Namespace, message) ?? DefaultNamespace;

    private static long Revision(ReadOnlySpan<byte> message, FrameReader frame) =>
        FrameReader.Number(frame[FrameField.Revision], message) ?? 0;

    private static ObserverReason? Reason(Slice slice, ReadOnlySpan<byte> message)
    {
        if (slice.Kind is not SliceKind.Json)
        {
            return null;
        }

        var body = ErrorBody.Read(slice.Of(message));
        return new ObserverReason(body.Code, body.Message);
    }

    private static IReadOnlyList<string> Texts(Slice slice, ReadOnlySpan<byte> message) =>
        slice.Kind is SliceKind.Json && Element(slice, message) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Where(e => e.ValueKind is JsonValueKind.String).Select(e => e.GetString()!)]
            : [];

    private static JsonElement Element(Slice slice, ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(slice.Of(message), new JsonReaderOptions { MaxDepth = JsonDepth.Engine });
        return JsonElement.ParseValue(ref reader);
    }
}
