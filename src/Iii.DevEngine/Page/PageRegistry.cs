using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Iii.DevEngine.Page;

/// <summary>Who is connected, what is registered and bound.</summary>
internal static class PageRegistry
{
    /// <summary>Another text when something has come, gone or changed.</summary>
    public static string Fingerprint(EngineCore core)
    {
        var hash = new HashCode();
        foreach (var function in core.Functions.Values.OrderBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Namespace, StringComparer.Ordinal))
        {
            // One that is registered again is another object.
            hash.Add(RuntimeHelpers.GetHashCode(function));
        }

        foreach (var trigger in core.Triggers.Live)
        {
            hash.Add(RuntimeHelpers.GetHashCode(trigger));
        }

        foreach (var observer in core.Observers.All)
        {
            // Its state and its definition, but not how often it fires.
            hash.Add(RuntimeHelpers.GetHashCode(observer));
            hash.Add(observer.State);
            hash.Add(observer.Reason?.Code);
        }

        foreach (var worker in core.Workers.Values.OrderBy(w => w.Id, StringComparer.Ordinal))
        {
            hash.Add(worker.Id);
            hash.Add(worker.Name);
            hash.Add(worker.Namespace);
        }

        return hash.ToHashCode().ToString(CultureInfo.InvariantCulture);
    }

    public static void Write(Utf8JsonWriter writer, EngineCore core)
    {
        writer.WriteStartObject();
        writer.WriteString("version", EngineCore.Version);
        writer.WriteStartArray("workers");
        foreach (var worker in core.Workers.Values.OrderBy(w => w.ConnectedAt))
        {
            WriteWorker(writer, core, worker);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("functions");
        foreach (var function in core.Functions.Values.OrderBy(f => f.Owner is null).ThenBy(f => f.Id, StringComparer.Ordinal).ThenBy(f => f.Namespace, StringComparer.Ordinal))
        {
            WriteFunction(writer, function);
        }

        writer.WriteEndArray();
        writer.WriteStartArray("triggers");
        foreach (var trigger in core.Triggers.Live.OrderBy(t => t.Type, StringComparer.Ordinal).ThenBy(t => t.FunctionId, StringComparer.Ordinal))
        {
            WriteTrigger(writer, trigger);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteWorker(Utf8JsonWriter writer, EngineCore core, WorkerConnection worker)
    {
        writer.WriteStartObject();
        writer.WriteString("id", worker.Id);
        writer.WriteOptional("name", worker.Name);
        writer.WriteOptional("namespace", worker.Namespace);
        writer.WriteOptional("description", worker.Description);
        writer.WriteOptional("runtime", worker.Runtime);
        writer.WriteOptional("version", worker.Version);
        writer.WriteOptional("os", worker.Os);
        writer.WriteOptional("address", worker.Address);
        if (worker.Pid is { } pid)
        {
            writer.WriteNumber("pid", pid);
        }

        writer.WriteNumber("connected", worker.ConnectedAt);
        writer.WriteNumber("running", core.ActiveInvocations(worker));
        writer.WriteEndObject();
    }

    private static void WriteFunction(Utf8JsonWriter writer, RegisteredFunction function)
    {
        writer.WriteStartObject();
        writer.WriteString("id", function.Id);
        writer.WriteString("namespace", function.Namespace);
        writer.WriteOptional("worker", function.Owner?.Label);
        writer.WriteOptional("module", function.ModuleName);
        writer.WriteOptional("description", function.Description);
        writer.WriteOptional("request", function.RequestSchema);
        writer.WriteOptional("response", function.ResponseSchema);
        writer.WriteOptional("metadata", function.Metadata);
        writer.WriteEndObject();
    }

    private static void WriteTrigger(Utf8JsonWriter writer, RegisteredTrigger trigger)
    {
        writer.WriteStartObject();
        writer.WriteString("id", trigger.Id);
        writer.WriteString("type", trigger.Type);
        writer.WriteString("function", trigger.FunctionId);
        writer.WriteString("namespace", trigger.TargetNamespace);
        writer.WriteOptional("worker", trigger.Owner?.Label);
        writer.WriteField("config", trigger.Config);
        writer.WriteOptional("metadata", trigger.Metadata);
        writer.WriteBoolean("isBound", trigger.Provider is not null);
        writer.WriteEndObject();
    }
}
