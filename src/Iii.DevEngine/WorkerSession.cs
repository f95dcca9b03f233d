using System.Runtime.InteropServices;
using System.Text.Json;
using Iii.Connection.WebSockets;
using Iii.DevEngine.Access;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

// A semaphore that nobody asks for its handle holds nothing, and the grace may end late.
#pragma warning disable CA1001
/// <summary>Serves one worker's connection: frame by frame, in the order of their arrival; only invocations run beside it.</summary>
internal sealed partial class WorkerSession(EngineCore core, WorkerConnection worker, ILogger logger)
#pragma warning restore CA1001
{
    private static readonly TimeSpan s_goodByeLimit = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_evictionLimit = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RegistrationHooks _hooks = new(core, worker);

    /// <summary>Tells a connection that it is refused, and ends it.</summary>
    public static async Task RefuseAsync(WorkerSocket socket, string problem)
    {
        var refusal = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteString("code", "AUTH_ERROR");
            writer.WriteString("message", problem);
            writer.WriteEndObject();
            writer.WriteString("type", "error");
            writer.WriteEndObject();
        });
        try
        {
            await socket.WriteAsync([WireFrame.Of(Opcode.Text, JsonMarshal.GetRawUtf8Value(refusal)), WireFrame.Close]).ConfigureAwait(false);
        }
        catch (Exception e) when (WorkerSocket.IsEnd(e))
        {
            // It has gone by itself.
        }
    }

    public async Task RunAsync(CancellationToken stopping)
    {
        using var evicted = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, evicted.Token);
        core.Workers[worker.Id] = worker;
        worker.Evict = evicted.Cancel;
        worker.Grace = core.Options.TimeProvider.CreateTimer(_ => _ = ResolveNamespaceAsync(null).AsTask(), null, core.Options.RegistrationGrace, Timeout.InfiniteTimeSpan);
        await worker.SendAsync(writer =>
        {
            writer.WriteString("type", "workerregistered");
            writer.WriteString("worker_id", worker.Id);
            writer.WriteString("reattach_token", worker.ReattachToken);
            ProtocolFeatureNames.Write(writer, core.Features);
        }).ConfigureAwait(false);
        core.RaiseWorkerChanged("worker_connected", worker.Id);
        try
        {
            await worker.ReadAsync(message => HandleAsync(message, either.Token), either.Token).ConfigureAwait(false);
        }
        finally
        {
            await CleanUpAsync().ConfigureAwait(false);
            var closing = worker.CloseAsync();
            if (await Task.WhenAny(closing, Task.Delay(s_goodByeLimit, CancellationToken.None)).ConfigureAwait(false) != closing)
            {
                worker.Abort();
            }

            worker.Evict = null;
            worker.HasEnded();
        }
    }

    private async Task HandleAsync(ReadOnlyMemory<byte> message, CancellationToken ending)
    {
        WorkerFrame frame;
        try
        {
            frame = WorkerFrame.Read(message.Span);
        }
        catch (JsonException)
        {
            EngineLog.Malformed(logger, message.Length);
            return;
        }

        if (frame.Type is not "invocationresult" && !await HasRoomForAnswerAsync(ending).ConfigureAwait(false))
        {
            return;
        }

        switch (frame.Type)
        {
            case "invokefunction" or "invocationresult" when frame.Problem is { } problem:
                EngineLog.Skipped(logger, frame.Type, message.Length, problem);
                break;
            case "invokefunction":
                // In this order, and not on the pool: registering itself must be done before the next frame is looked at.
                core.Options.Activity?.Begin();
                _ = InvokeAsync(frame, message.Length);
                break;
            case "invocationresult":
                core.Complete(worker, frame);
                break;
            case { } type when FrameShapes.Knows(type) && (core.Observers.IsEnabled || !FrameShapes.IsOfObservers(type)):
                await HandleOtherAsync(type, CanonicalJson.Read(message.Span), message.Length).ConfigureAwait(false);
                break;
            default:
                EngineLog.Ignored(logger, frame.Type);
                break;
        }
    }

    /// <summary>What is neither a call nor an answer.</summary>
    private async ValueTask HandleOtherAsync(string type, JsonElement frame, int length)
    {
        if (FrameShapes.Problem(type, frame) is { } problem)
        {
            EngineLog.Skipped(logger, type, length, problem);
            return;
        }

        switch (type)
        {
            case "registertriggertype" when IsBlank(frame, "namespace"):
                EngineLog.Skipped(logger, type, length, "'namespace' is blank");
                break;
            case "registertrigger" when IsBlank(frame, "namespace") || IsBlank(frame, "trigger_namespace"):
                await RefuseBlankAsync(frame).ConfigureAwait(false);
                break;
            case "ping":
                await worker.AnswerAsync(static writer => writer.WriteString("type", "pong")).ConfigureAwait(false);
                break;
            case "reattach" when WireUuid.TryNormalize(frame.Text("previous_worker_id"), out var previous):
                await ReattachAsync(previous, frame.Text("reattach_token")).ConfigureAwait(false);
                break;
            case "reattach":
                EngineLog.Ignored(logger, type);
                break;
            case "observerack":
                core.Observers.Acknowledge(worker, frame);
                break;
            case "invocationsobserved":
                core.Observers.Report(worker, frame);
                break;
            case "localinvocationstats":
                core.Observers.Count(worker, frame);
                break;
            case "triggerregistrationresult":
                await TriggerResultAsync(frame).ConfigureAwait(false);
                break;
            default:
                await RegisterAsync(frame, length).ConfigureAwait(false);
                break;
        }
    }

    /// <summary>Whoever reads no answers is asked nothing more: what it sends stays in the network until it reads.</summary>
    /// <returns>False when it does not, and the connection ends: what it has sent is handled no more.</returns>
    private async ValueTask<bool> HasRoomForAnswerAsync(CancellationToken ending)
    {
        try
        {
            await worker.UnreadAnswers.RoomAsync(core.Options.Limits.UnreadPatience, core.Options.TimeProvider, ending).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            worker.CutOff("it does not read the answers to its calls");
            return false;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task ReattachAsync(string previous, string? token)
    {
        if (previous == worker.Id)
        {
            return;
        }

        if (core.Workers.TryGetValue(previous, out var old) && old.ReattachToken == token)
        {
            old.Evict?.Invoke();
            try
            {
                await old.Ended.WaitAsync(s_evictionLimit, core.Options.TimeProvider).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                old.Abort();
            }
        }

        core.Observers.Reattach(worker, previous, token);
    }

    private async Task CleanUpAsync()
    {
        worker.Grace?.Dispose();

        // A hook that is being asked need not be waited for any longer.
        worker.Leave();
        await _turn.WaitAsync().ConfigureAwait(false);
        worker.WaitingRegistrations.Clear();
        worker.Namespace ??= EngineCore.DefaultNamespace;
        _turn.Release();

        core.Observers.Leave(worker);
        foreach (var function in core.Functions.Values.Where(f => f.Owner == worker).ToArray())
        {
            core.Forget(function);
        }

        core.Stop(worker);
        core.Triggers.RemoveAll(worker);
        core.Workers.TryRemove(worker.Id, out _);
        core.RaiseWorkerChanged("worker_disconnected", worker.Id);
    }
}
