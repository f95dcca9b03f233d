using System.Text.Json;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Page;

/// <summary>Writes the observers for the page: how each stands, and what it waits for.</summary>
internal static class PageObservers
{
    /// <summary>How many observers are shown; they are in the order of their ids.</summary>
    private const int MaxObservers = 2_000;

    public static void Write(Utf8JsonWriter writer, EngineCore core)
    {
        writer.WriteStartArray();
        foreach (var observer in core.Observers.All.Take(MaxObservers))
        {
            Write(writer, observer);
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, Observer observer)
    {
        var request = observer.Request;
        writer.WriteStartObject();
        writer.WriteString("id", request.Id);
        writer.WriteString("source", request.Source.Id);
        writer.WriteString("sourceNamespace", request.Source.Namespace);
        writer.WriteString("target", request.Target.Id);
        writer.WriteString("targetNamespace", request.Target.Namespace);
        writer.WriteString("state", observer.State.ToWire());
        ObserverFrames.WriteReason(writer, "reason", observer.Reason);
        writer.WriteNumber("fires", observer.Activations.Fires);
        writer.WriteNumber("running", observer.Activations.Running);
        writer.WriteNumber("waiting", observer.Activations.Waiting);
        writer.WriteStartObject("dropped");
        foreach (var (code, count) in observer.Dropped.All)
        {
            writer.WriteNumber(code, count);
        }

        writer.WriteEndObject();
        var filter = CanonicalJson.Read(request.Filter.NormalForm.Span);
        writer.WriteString("filter", FilterText.Of(filter));
        writer.WriteString("filterJson", filter.GetRawText());
        writer.WriteString("on", request.On);
        writer.WriteString("deliver", request.Deliver);
        writer.WriteStartArray("capture");
        foreach (var part in request.Capture.Names)
        {
            writer.WriteStringValue(part);
        }

        writer.WriteEndArray();
        writer.WriteOptional("args", request.Args?.GetRawText());
        writer.WriteOptional("metadata", request.Metadata?.GetRawText());
        WriteNumber(writer, "maxFires", request.Policy.MaxFires);
        WriteNumber(writer, "maxInFlight", request.Policy.Concurrency);
        WriteNumber(writer, "expires", observer.ExpiresAt?.ToUnixTimeMilliseconds());
        WriteNumber(writer, "created", observer.CreatedAt.ToUnixTimeMilliseconds());
        writer.WriteStartArray("warnings");
        foreach (var warning in observer.Warnings)
        {
            writer.WriteStringValue(warning);
        }

        writer.WriteEndArray();
        writer.WriteOptional("worker", observer.Owner.Connection?.Label ?? observer.Owner.Name);
        if (request.Trigger is { } trigger)
        {
            writer.WriteStartObject("trigger");
            writer.WriteString("type", trigger.Type);
            writer.WriteField("config", trigger.Config);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
