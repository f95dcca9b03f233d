using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>Serves one worker's connection: frame by frame, in the order of their arrival; only invocations run beside it.</summary>
internal sealed partial class WorkerSession(EngineCore core, WorkerConnection worker, ILogger logger)
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
        core.RaiseWorkerChanged("worker_connected", worker.Id);
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
            case "invocationresult" when WireUuid.TryNormalize(Text(frame, "invocation_id"), out var id):
                Complete(frame, id);
                break;
            case "reattach" when WireUuid.TryNormalize(Text(frame, "previous_worker_id"), out var previous):
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

        worker.Leave();
        core.Stop(worker);
        core.Triggers.RemoveAll(worker);
        core.Workers.TryRemove(worker.Id, out _);
        core.RaiseWorkerChanged("worker_disconnected", worker.Id);
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static JsonElement? Json(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}
