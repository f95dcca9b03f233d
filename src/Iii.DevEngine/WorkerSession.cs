using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>Serves one worker's connection: frame by frame, in the order of their arrival; only invocations run beside it.</summary>
internal sealed class WorkerSession(EngineCore core, WorkerConnection worker, ILogger logger)
{
    private readonly Lock _gate = new();

    public async Task RunAsync(CancellationToken stopping)
    {
        using var evicted = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, evicted.Token);
        core.Workers[worker.Id] = worker;
        worker.Evict = evicted.Cancel;
        worker.Grace = core.Options.TimeProvider.CreateTimer(_ => ResolveNamespace(null), null, core.Options.RegistrationGrace, Timeout.InfiniteTimeSpan);
        var writing = worker.WriteAsync();
        await worker.SendAsync(writer =>
        {
            writer.WriteString("type", "workerregistered");
            writer.WriteString("worker_id", worker.Id);
            writer.WriteString("reattach_token", worker.ReattachToken);
        }).ConfigureAwait(false);
        BuiltInFunctions.FireWorkerEvent(core, "worker_connected", worker.Id);
        try
        {
            while (await worker.ReceiveAsync(either.Token).ConfigureAwait(false) is { } message)
            {
                await HandleAsync(message).ConfigureAwait(false);
            }
        }
        finally
        {
            CleanUp();
            worker.Close();
            await Task.WhenAny(writing, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None)).ConfigureAwait(false);
            worker.Abort();
            worker.Evict = null;
            worker.HasEnded();
        }
    }

    private async Task HandleAsync(ReadOnlyMemory<byte> message)
    {
        JsonElement frame;
        string? type;
        try
        {
            frame = CanonicalJson.Parse(message.Span);
            type = frame.ValueKind is JsonValueKind.Object ? Text(frame, "type") : null;
        }
        catch (JsonException)
        {
            EngineLog.Malformed(logger, message.Length);
            return;
        }

        switch (type)
        {
            case "ping":
                await worker.SendAsync(static writer => writer.WriteString("type", "pong")).ConfigureAwait(false);
                break;
            case "invokefunction" when frame.TryGetProperty("data", out var data) && Text(frame, "function_id") is { } functionId:
                // In this order, and not on the pool: registering itself must be done before the next frame is looked at.
                _ = InvokeAsync(frame, functionId, data);
                break;
            case "invocationresult" when Text(frame, "invocation_id") is { } id:
                Complete(frame, id);
                break;
            case "reattach" when Text(frame, "previous_worker_id") is { } previous:
                await ReattachAsync(previous, Text(frame, "reattach_token")).ConfigureAwait(false);
                break;
            case "triggerregistrationresult":
                await TriggerResultAsync(frame).ConfigureAwait(false);
                break;
            case "registerfunction" or "unregisterfunction" or "registertrigger" or "unregistertrigger" or "registertriggertype" or "registerservice":
                Register(frame);
                break;
            default:
                EngineLog.Ignored(logger, type);
                break;
        }
    }

    private async Task InvokeAsync(JsonElement frame, string functionId, JsonElement data)
    {
        var id = Text(frame, "invocation_id");
        if (id is not null && !Guid.TryParse(id, out _))
        {
            return;
        }

        var action = frame.TryGetProperty("action", out var a) && a.ValueKind is JsonValueKind.Object ? Text(a, "type") : null;
        var isVoid = id is null || action == "void";
        var space = Text(frame, "namespace") ?? EngineCore.DefaultNamespace;
        var traceParent = Text(frame, "traceparent");
        var baggage = Text(frame, "baggage");
        Outcome outcome;
        if (string.IsNullOrWhiteSpace(space))
        {
            outcome = Outcome.Failed("INVALID_NAMESPACE", "`namespace` is empty: it was named and left blank. Give it a name, or omit it to use `default`.");
        }
        else if (functionId == "engine::workers::register" && space == EngineCore.DefaultNamespace)
        {
            outcome = RegisterWorker(data);
        }
        else if (action == "enqueue")
        {
            outcome = await EnqueueAsync(a, functionId, data, space, traceParent, baggage).ConfigureAwait(false);
        }
        else
        {
            var metadata = frame.TryGetProperty("metadata", out var m) && m.ValueKind is not JsonValueKind.Null ? m : (JsonElement?)null;
            outcome = await core.InvokeAsync(space, functionId, data, worker, isVoid ? null : id, metadata, traceParent, baggage, fromWorker: true).ConfigureAwait(false);
        }

        if (!isVoid)
        {
            await worker.SendAsync(writer => WriteResult(writer, id!, functionId, outcome, traceParent, baggage)).ConfigureAwait(false);
        }
    }

    private async Task<Outcome> EnqueueAsync(JsonElement action, string functionId, JsonElement data, string space, string? traceParent, string? baggage)
    {
        var receipt = Guid.NewGuid().ToString();
        var request = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("queue", Text(action, "queue"));
            writer.WriteString("function_id", functionId);
            writer.WritePropertyName("data");
            CanonicalJson.Write(writer, data);
            writer.WriteString("messageReceiptId", receipt);
            writer.WriteString("traceparent", traceParent);
            writer.WriteString("baggage", baggage ?? "");
            if (space != EngineCore.DefaultNamespace)
            {
                writer.WriteString("namespace", space);
            }

            writer.WriteEndObject();
        });
        var outcome = await core.InvokeAsync(EngineCore.DefaultNamespace, "engine::queue::enqueue", request).ConfigureAwait(false);
        return outcome switch
        {
            { IsError: false } => Outcome.Of(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("messageReceiptId", receipt);
                writer.WriteEndObject();
            }),
            { ErrorCode: "function_not_found" } => Outcome.Failed(
                "enqueue_error",
                "No queue provider is installed. `TriggerAction::Enqueue` routes through the `engine::queue::enqueue` provider, which the standalone queue worker registers. Add it with `iii worker add queue`. (underlying: " + outcome.ErrorMessage + ")"),
            _ => Outcome.Failed("enqueue_error", $"{outcome.ErrorCode}: {outcome.ErrorMessage}"),
        };
    }

    private void Complete(JsonElement frame, string id)
    {
        if (frame.TryGetProperty("error", out var error) && error.ValueKind is not JsonValueKind.Null)
        {
            if (error.ValueKind is JsonValueKind.Object && Text(error, "code") is not null && Text(error, "message") is not null)
            {
                core.Complete(id, new Outcome(null, error));
            }

            return;
        }

        core.Complete(id, Outcome.Of(frame.TryGetProperty("result", out var result) ? result : null));
    }

    private Outcome RegisterWorker(JsonElement data)
    {
        if (data.ValueKind is not JsonValueKind.Object)
        {
            return Outcome.Failed("deserialization_error", "Failed to deserialize input for engine::workers::register: expected an object");
        }

        var space = Text(data, "namespace");
        if (space is not null && string.IsNullOrWhiteSpace(space))
        {
            return Outcome.Failed("INVALID_NAMESPACE", $"namespace is empty: worker '{Text(data, "name") ?? "<unnamed>"}' declared \"{space}\". Give it a name, or omit the field to register in 'default'.");
        }

        var name = Text(data, "name")?.Trim();
        var home = worker.Namespace ?? space ?? EngineCore.DefaultNamespace;
        if (!string.IsNullOrEmpty(name) && core.Workers.Values.FirstOrDefault(w => w != worker && w.Name == name && (w.Namespace ?? EngineCore.DefaultNamespace) == home) is { } holder)
        {
            _ = worker.SendAsync(writer =>
            {
                writer.WriteString("type", "registrationrejected");
                writer.WriteString("code", "WORKER_NAMESPACE_CONFLICT");
                writer.WriteString("namespace", home);
                writer.WriteString("worker_name", name);
                writer.WriteString("owner_worker_id", holder.Id);
            }).AsTask();
            worker.Close();
            return Outcome.Of(static writer => writer.WriteBooleanSuccess(false));
        }

        worker.Name = string.IsNullOrEmpty(name) ? worker.Name : name;
        worker.Runtime = Text(data, "runtime") ?? "unknown";
        worker.Version = Text(data, "version");
        worker.Description = Text(data, "description") ?? worker.Description;
        worker.Os = Text(data, "os") ?? worker.Os;
        worker.Isolation = Text(data, "isolation") ?? worker.Isolation;
        worker.Pid = data.TryGetProperty("pid", out var pid) && pid.ValueKind is JsonValueKind.Number && pid.TryGetInt64(out var number) ? number : worker.Pid;
        ResolveNamespace(space);
        BuiltInFunctions.FireWorkerEvent(core, "worker_metadata_updated", worker.Id);
        return Outcome.Of(static writer => writer.WriteBooleanSuccess(true));
    }

    private void ResolveNamespace(string? space)
    {
        lock (_gate)
        {
            if (worker.Namespace is not null)
            {
                return;
            }

            worker.Namespace = space ?? EngineCore.DefaultNamespace;
            worker.Grace?.Dispose();
            while (worker.WaitingRegistrations.TryDequeue(out var frame))
            {
                Apply(frame);
            }
        }
    }

    private void Register(JsonElement frame)
    {
        lock (_gate)
        {
            if (worker.Namespace is null)
            {
                worker.WaitingRegistrations.Enqueue(frame);
            }
            else
            {
                Apply(frame);
            }
        }
    }

    private void Apply(JsonElement frame)
    {
        if (Text(frame, "id") is not { } id)
        {
            return;
        }

        switch (Text(frame, "type"))
        {
            case "registerfunction":
                AddFunction(frame, id);
                break;
            case "unregisterfunction":
                if (core.Functions.TryGetValue((worker.Namespace!, id), out var function) && function.Owner == worker)
                {
                    core.Functions.TryRemove((worker.Namespace!, id), out _);
                }

                break;
            case "registertriggertype" when Text(frame, "description") is { } description:
                core.Triggers.AddType(new TriggerType(Text(frame, "namespace") ?? worker.Namespace!, id, description, worker)
                {
                    ConfigSchema = Json(frame, "trigger_request_format"),
                    PayloadSchema = Json(frame, "call_request_format"),
                });
                break;
            case "registertrigger":
                AddTrigger(frame, id);
                break;
            case "unregistertrigger":
                core.Triggers.Remove(id);
                break;
        }
    }

    private void AddFunction(JsonElement frame, string id)
    {
        var space = worker.Namespace!;
        var function = new RegisteredFunction(space, id, worker, null)
        {
            Description = Text(frame, "description"),
            RequestSchema = Json(frame, "request_format"),
            ResponseSchema = Json(frame, "response_format"),
            Metadata = Json(frame, "metadata"),
        };
        var kept = core.Functions.AddOrUpdate(
            (space, id), function, (_, earlier) => earlier.Owner is { } owner && owner != worker && core.Workers.ContainsKey(owner.Id) ? earlier : function);
        var isReserved = space != EngineCore.DefaultNamespace && id.StartsWith("engine::", StringComparison.Ordinal);
        if (kept.Owner == worker && !isReserved)
        {
            return;
        }

        if (isReserved)
        {
            core.Functions.TryRemove((space, id), out _);
        }

        _ = worker.SendAsync(writer =>
        {
            writer.WriteString("type", "registrationrejected");
            writer.WriteString("code", "FUNCTION_NAMESPACE_CONFLICT");
            writer.WriteString("namespace", space);
            writer.WriteString("function_id", id);
            writer.WriteString("owner_worker_id", isReserved ? "" : kept.Owner!.Id);
        }).AsTask();
    }

    private void AddTrigger(JsonElement frame, string id)
    {
        if (Text(frame, "trigger_type") is not { } type || Text(frame, "function_id") is not { } functionId || !frame.TryGetProperty("config", out var config))
        {
            return;
        }

        var target = Text(frame, "namespace");
        var provider = Text(frame, "trigger_namespace");
        var blank = target is not null && string.IsNullOrWhiteSpace(target) ? "namespace" : provider is not null && string.IsNullOrWhiteSpace(provider) ? "trigger_namespace" : null;
        var (code, problem) = blank is not null
            ? ("INVALID_NAMESPACE", $"`{blank}` is empty: it was named and left blank. Give it a name, or omit it to use `default`.")
            : ("trigger_registration_failed", core.Triggers.Add(new RegisteredTrigger(id, type, functionId, config, target ?? EngineCore.DefaultNamespace, worker)
            {
                Metadata = Json(frame, "metadata"),
                ProviderNamespace = provider,
            }));
        if (problem is not null)
        {
            var error = Outcome.Failed(code, problem).Error!.Value;
            _ = worker.SendAsync(writer => WriteTriggerResult(writer, id, type, functionId, error)).AsTask();
        }
    }

    private async Task TriggerResultAsync(JsonElement frame)
    {
        if (Text(frame, "id") is { } id && frame.TryGetProperty("error", out var error) && error.ValueKind is JsonValueKind.Object
            && core.Triggers.Park(id, worker) is { Owner: { } owner } trigger)
        {
            await owner.SendAsync(writer => WriteTriggerResult(writer, id, trigger.Type, trigger.FunctionId, error)).ConfigureAwait(false);
        }
    }

    private async Task ReattachAsync(string previous, string? token)
    {
        if (previous != worker.Id && core.Workers.TryGetValue(previous, out var old) && old.ReattachToken == token)
        {
            old.Evict?.Invoke();
            await Task.WhenAny(old.Ended, Task.Delay(TimeSpan.FromSeconds(5), core.Options.TimeProvider)).ConfigureAwait(false);
        }
    }

    private void CleanUp()
    {
        worker.Grace?.Dispose();
        lock (_gate)
        {
            worker.WaitingRegistrations.Clear();
            worker.Namespace ??= EngineCore.DefaultNamespace;
        }

        foreach (var (key, function) in core.Functions.Where(f => f.Value.Owner == worker).ToArray())
        {
            core.Functions.TryRemove(new KeyValuePair<(string, string), RegisteredFunction>(key, function));
        }

        core.Stop(worker);
        core.Triggers.RemoveAll(worker);
        core.Workers.TryRemove(worker.Id, out _);
        BuiltInFunctions.FireWorkerEvent(core, "worker_disconnected", worker.Id);
    }

    private static void WriteResult(Utf8JsonWriter writer, string id, string functionId, Outcome outcome, string? traceParent, string? baggage)
    {
        writer.WriteString("type", "invocationresult");
        writer.WriteString("invocation_id", id);
        writer.WriteString("function_id", functionId);
        if (outcome.Error is { } error)
        {
            writer.WritePropertyName("error");
            error.WriteTo(writer);
        }
        else if (outcome.Result is { } result)
        {
            writer.WritePropertyName("result");
            CanonicalJson.Write(writer, result);
        }

        if (traceParent is not null)
        {
            writer.WriteString("traceparent", traceParent);
        }

        if (baggage is not null)
        {
            writer.WriteString("baggage", baggage);
        }
    }

    private static void WriteTriggerResult(Utf8JsonWriter writer, string id, string type, string functionId, JsonElement error)
    {
        writer.WriteString("type", "triggerregistrationresult");
        writer.WriteString("id", id);
        writer.WriteString("trigger_type", type);
        writer.WriteString("function_id", functionId);
        writer.WritePropertyName("error");
        error.WriteTo(writer);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Json(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
