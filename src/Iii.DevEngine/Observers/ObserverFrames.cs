using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>Composes the frames about observers, for the workers that host functions and for those that observe them.</summary>
internal static class ObserverFrames
{
    /// <summary>Answers an <c>observe</c> with the observer's state.</summary>
    public static byte[] Result(Observer observer) => TextFrame.Of(writer =>
    {
        writer.WriteString("type", "observeresult");
        writer.WriteString("id", observer.Id);
        writer.WriteString("state", observer.State.ToWire());
        WriteReason(writer, "error", observer.State is ObserverState.Error or ObserverState.Disposed ? observer.Reason : null);
        if (observer.Warnings.Count > 0)
        {
            writer.WriteStartArray("warnings");
            foreach (var warning in observer.Warnings)
            {
                writer.WriteStringValue(warning);
            }

            writer.WriteEndArray();
        }
    });

    /// <summary>Answers an <c>observe</c> of which nothing is stored.</summary>
    public static byte[] Result(string id, ObserverState state, ObserverReason? reason) => TextFrame.Of(writer =>
    {
        writer.WriteString("type", "observeresult");
        writer.WriteString("id", id);
        writer.WriteString("state", state.ToWire());
        WriteReason(writer, "error", reason);
    });

    /// <summary>Tells the observing worker of a new state.</summary>
    public static byte[] StateChanged(Observer observer) => TextFrame.Of(writer =>
    {
        writer.WriteString("type", "observerstatechanged");
        writer.WriteString("id", observer.Id);
        writer.WriteString("state", observer.State.ToWire());
        WriteReason(writer, "reason", observer.Reason);
        writer.WriteNumber("fires", observer.Activations.Fires);
    });

    /// <summary>Confirms a function to its host, with all observers that the host is asked to serve.</summary>
    public static byte[] FunctionRegistered(string id, ObservedFunction function, bool hasLocalDispatch,
        IReadOnlyList<Observer> observers) => TextFrame.Of(writer =>
    {
        writer.WriteString("type", "functionregistered");
        writer.WriteString("id", id);
        writer.WriteString("namespace", function.Key.Namespace);
        writer.WriteNumber("revision", function.Revision);
        writer.WriteBoolean("local_dispatch", hasLocalDispatch);
        writer.WriteStartArray("observers");
        foreach (var observer in observers)
        {
            WriteView(writer, observer.Request);
        }

        writer.WriteEndArray();
    });

    /// <summary>Announces an observer to the host.</summary>
    public static byte[] Added(string functionId, ObservedFunction function, Observer observer) => TextFrame.Of(writer =>
    {
        writer.WriteString("type", "observeradded");
        writer.WriteString("function_id", functionId);
        writer.WriteString("namespace", function.Key.Namespace);
        writer.WriteNumber("revision", function.Revision);
        writer.WritePropertyName("observer");
        WriteView(writer, observer.Request);
    });

    /// <summary>Tells the host that an observer is gone.</summary>
    public static byte[] Removed(string functionId, ObservedFunction function, string id) => TextFrame.Of(writer =>
    {
        writer.WriteString("type", "observerremoved");
        writer.WriteString("function_id", functionId);
        writer.WriteString("namespace", function.Key.Namespace);
        writer.WriteNumber("revision", function.Revision);
        writer.WriteString("id", id);
    });

    /// <summary>Writes a reason, unless there is none.</summary>
    public static void WriteReason(Utf8JsonWriter writer, string name, ObserverReason? reason)
    {
        if (reason is not null)
        {
            writer.WriteStartObject(name);
            writer.WriteString("code", reason.Code);
            writer.WriteString("message", reason.Message);
            writer.WriteEndObject();
        }
    }

    /// <summary>Writes what the host may know: neither who observes, nor how.</summary>
    private static void WriteView(Utf8JsonWriter writer, ObserveRequest request)
    {
        writer.WriteStartObject();
        writer.WriteString("id", request.Id);
        writer.WriteField("args", request.ArgsOrEmpty);
        writer.WritePropertyName("filters");
        writer.WriteRawValue(request.Filter.NormalForm.Span, skipInputValidation: true);
        writer.WriteString("target", request.Target.Id);
        writer.WriteStartArray("capture");
        foreach (var part in request.HostCapture.Names)
        {
            writer.WriteStringValue(part);
        }

        writer.WriteEndArray();
        writer.WriteString("on", request.On);
        if (request.Legacy is { } legacy)
        {
            writer.WriteStartObject("legacy");
            writer.WriteString("trigger_type", legacy.Type);
            writer.WriteField("config", legacy.Config);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
