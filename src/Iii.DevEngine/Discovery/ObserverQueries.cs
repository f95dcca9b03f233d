using System.Text.Json;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Discovery;

/// <summary><c>engine::observers::get</c> and <c>engine::observers::list</c>.</summary>
internal sealed class ObserverQueries(EngineCore core)
{
    private static readonly InputShape s_get = new("ObserverGetInput", InputField.Required("id"));
    private static readonly InputShape s_list = new("ObserversListInput", InputField.Optional("function_id"),
        InputField.Optional("namespace"), InputField.Optional("state"));

    public IReadOnlyList<BuiltInFunction> Functions =>
    [
        new("engine::observers::get", "Describes an observer", s_get, Get),
        new("engine::observers::list", "Lists observers", s_list, List),
    ];

    private Outcome Get(BuiltInCall call)
    {
        var id = call.Required("id");
        return core.Observers.Find(id) is { } observer && IsVisible(call, observer)
            ? Outcome.Object(writer =>
            {
                writer.WritePropertyName("observer");
                Write(writer, observer);
            })
            : Outcome.Failed(ObserveCodes.NotFound, $"no observer has the id {id}");
    }

    private Outcome List(BuiltInCall call)
    {
        var found = core.Observers.All
            .Where(o => IsVisible(call, o))
            .Where(o => call.Text("function_id") is not { } function || o.Request.Source.Id == function)
            .Where(o => call.Text("namespace") is not { } space || o.Request.Source.Namespace == space)
            .Where(o => call.Text("state") is not { } state || o.State.ToWire() == state);
        return DiscoveryRows.ListOf("observers", found, Write);
    }

    // What a worker may not call it may not look at.
    private static bool IsVisible(BuiltInCall call, Observer observer) =>
        call.Caller?.Access.Allows(observer.Request.Source.Namespace, observer.Request.Source.Id) != false;

    private static void Write(Utf8JsonWriter writer, Observer observer)
    {
        var request = observer.Request;
        writer.WriteStartObject();
        writer.WriteField("args", request.ArgsOrEmpty);
        writer.WriteStartArray("capture");
        foreach (var part in request.Capture.Names)
        {
            writer.WriteStringValue(part);
        }

        writer.WriteEndArray();
        writer.WriteString("deliver", request.Deliver);
        writer.WriteStartObject("dropped");
        foreach (var (code, count) in observer.Dropped.All)
        {
            writer.WriteNumber(code, count);
        }

        writer.WriteEndObject();
        WriteNumber(writer, "expires_in_ms", request.Policy.ExpiresInMs);
        writer.WritePropertyName("filters");
        writer.WriteRawValue(request.Filter.NormalForm.Span, skipInputValidation: true);
        writer.WriteNumber("fires", observer.Activations.Fires);
        writer.WriteString("function_id", request.Source.Id);
        writer.WriteString("id", request.Id);
        WriteNumber(writer, "max_fires", request.Policy.MaxFires);
        writer.WriteNumber("max_in_flight", request.Policy.Concurrency);
        writer.WriteString("namespace", request.Source.Namespace);
        writer.WriteString("on", request.On);
        ObserverFrames.WriteReason(writer, "reason", observer.Reason);
        writer.WriteNumber("running", observer.Activations.Running);
        writer.WriteString("state", observer.State.ToWire());
        writer.WriteStartObject("target");
        writer.WriteString("function_id", request.Target.Id);
        writer.WriteString("namespace", request.Target.Namespace);
        writer.WriteEndObject();
        writer.WriteOptional("trigger_type", request.Trigger?.Type);
        writer.WriteNumber("waiting", observer.Activations.Waiting);
        writer.WriteString("worker_id", observer.Owner.WorkerId);
        writer.WriteOptional("worker_name", observer.Owner.Connection?.Name ?? observer.Owner.Name);
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
