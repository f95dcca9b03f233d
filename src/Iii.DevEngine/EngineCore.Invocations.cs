using System.Collections.Concurrent;
using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Modules.Storage;
using Iii.DevEngine.Sessions;

namespace Iii.DevEngine;

/// <summary>The calls that are on their way: to workers and back, or to the engine's own functions.</summary>
internal sealed partial class EngineCore
{
    private readonly ConcurrentDictionary<Guid, Pending> _pending = new();

    private static Outcome Stopped => Outcome.Failed("invocation_stopped", "Invocation stopped");

    /// <summary>Invokes a function and waits for its end.</summary>
    /// <param name="id">The invocation's id; null for one that the engine makes.</param>
    /// <param name="fromWorker">The call came over the wire: the text of an error is another then.</param>
    /// <param name="origin">Why it is made, for recorders.</param>
    /// <param name="cancellationToken">Ends the waiting; a later answer is dropped.</param>
    public Task<Outcome> InvokeAsync(
        string space,
        string functionId,
        Payload data,
        WorkerConnection? caller = null,
        Guid? id = null,
        JsonElement? metadata = null,
        string? traceParent = null,
        string? baggage = null,
        bool fromWorker = false,
        InvocationOrigin origin = default,
        CancellationToken cancellationToken = default)
    {
        var call = new BuiltInCall(data, caller, metadata, traceParent, baggage);

        // Apart, so that nothing is allocated for a recorder where there is none.
        return Options.Recorder is { } recorder
            ? RecordAsync(recorder, origin, space, functionId, call, id, fromWorker, cancellationToken)
            : RouteAsync(space, functionId, call, id, fromWorker, cancellationToken);
    }

    /// <summary>Asks one of the engine's own functions for a bystander, without recording the call.</summary>
    public Task<Outcome> AskAsync(string functionId, Payload data, CancellationToken cancellationToken) =>
        RouteAsync(DefaultNamespace, functionId, new BuiltInCall(data, Caller: null), id: null, fromWorker: false, cancellationToken);

    /// <summary>A worker has answered.</summary>
    public void Complete(Guid id, Outcome outcome)
    {
        if (_pending.TryRemove(id, out var pending))
        {
            pending.TrySetResult(outcome);
        }
    }

    /// <summary>Ends what a worker was running or waiting for.</summary>
    public void Stop(WorkerConnection worker)
    {
        foreach (var (id, pending) in _pending)
        {
            if ((pending.Caller == worker || pending.Executor == worker) && _pending.TryRemove(KeyValuePair.Create(id, pending)))
            {
                pending.TrySetResult(Stopped);
            }
        }
    }

    public int ActiveInvocations(WorkerConnection worker) => _pending.Values.Count(p => p.Caller == worker || p.Executor == worker) + worker.InProcessCalls;

    private async Task<Outcome> RecordAsync(
        IInvocationRecorder recorder, InvocationOrigin origin, string space, string functionId, BuiltInCall call, Guid? id, bool fromWorker, CancellationToken cancellationToken)
    {
        var executor = Functions.GetValueOrDefault((space, functionId))?.Owner;
        var invocation = new RoutedInvocation(space, functionId, call.Input, origin, call.Caller, Options.TimeProvider.GetUtcNow())
        {
            ExecutorId = executor?.Id,
            ExecutorName = executor?.Name,
            Metadata = call.Metadata,
            TraceParent = call.TraceParent,
        };
        var outcome = Outcome.Failed("abandoned", "Nobody waits for the answer any more: the time of whoever asked is over, or it has left.");
        Options.Activity?.Begin();
        recorder.Began(invocation);
        try
        {
            return outcome = await RouteAsync(space, functionId, call, id, fromWorker, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            invocation.End(outcome, Options.TimeProvider.GetUtcNow());
            recorder.Ended(invocation);
            Options.Activity?.End();
        }
    }

    private Task<Outcome> RouteAsync(string space, string functionId, BuiltInCall call, Guid? id, bool fromWorker, CancellationToken cancellationToken)
    {
        if (Options.Faults?.Replace(space, functionId) is { } replacement)
        {
            SendBatch.End();
            return RunAsync(null, replacement, call, cancellationToken);
        }

        if (!Functions.TryGetValue((space, functionId), out var function))
        {
            return Task.FromResult(Outcome.Failed("function_not_found", NotFound(space, functionId, fromWorker)));
        }

        return function.InProcess is { } inProcess
            ? RunAsync(function, inProcess, call, cancellationToken)
            : PassOnAsync(function, call, id ?? Guid.NewGuid(), fromWorker, cancellationToken);
    }

    private Task<Outcome> PassOnAsync(RegisteredFunction function, BuiltInCall call, Guid id, bool fromWorker, CancellationToken cancellationToken)
    {
        var worker = function.Owner!;
        var pending = new Pending(call.Caller, worker, fromWorker);
        Replace(id, pending);

        // A worker that leaves ends the calls that it finds; whoever adds one looks whether it has left.
        if (worker.IsLeaving || call.Caller is { IsLeaving: true })
        {
            Forget(id, pending);
            return Task.FromResult(Stopped);
        }

        var frame = new InvocationFrame(id, worker.Access.WithoutPrefix(function.Id), call, fromWorker ? call.Caller?.Id : null).Write();
        if (worker.IsTooLarge(frame, out var size))
        {
            Forget(id, pending);
            EngineLog.TooLargeToSend(Logger, "invokefunction", worker.Label, size, worker.ReceiveLimit);
            return Task.FromResult(OversizedMessage.Error(size, worker.ReceiveLimit));
        }

        var sending = worker.SendAsync(frame);

        // Whoever ends it forgets it too, unless nobody does.
        return sending is { IsCompletedSuccessfully: true, Result: true } && !cancellationToken.CanBeCanceled
            ? pending.Task
            : EndAsync(sending, id, pending, cancellationToken);
    }

    private async Task<Outcome> EndAsync(Task<bool> sending, Guid id, Pending pending, CancellationToken cancellationToken)
    {
        try
        {
            return await sending.WaitAsync(cancellationToken).ConfigureAwait(false)
                ? await pending.Task.WaitAsync(cancellationToken).ConfigureAwait(false)
                : Stopped;
        }
        finally
        {
            Forget(id, pending);
        }
    }

    /// <summary>Of two calls with one id, the later gets the answer. Each that is replaced is told so, however many come at once.</summary>
    private void Replace(Guid id, Pending pending)
    {
        while (!_pending.TryAdd(id, pending))
        {
            if (_pending.TryGetValue(id, out var earlier) && _pending.TryUpdate(id, pending, earlier))
            {
                earlier.TrySetResult(Outcome.Failed("invocation_error", "channel closed"));
                return;
            }
        }
    }

    private void Forget(Guid id, Pending pending) => _pending.TryRemove(KeyValuePair.Create(id, pending));

    private async Task<Outcome> RunAsync(RegisteredFunction? function, BuiltInHandler handler, BuiltInCall call, CancellationToken cancellationToken)
    {
        call.Caller?.CountInProcess(1);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(
            [cancellationToken, Background.Stopping, call.Caller?.Leaving ?? default, function?.Owner?.Leaving ?? default]);
        try
        {
            var outcome = await handler(call, leaving.Token).ConfigureAwait(false);

            // What it has changed, and what it has seen of others' changes, is kept before anybody hears of it.
            await Journal.FlushAsync(leaving.Token).ConfigureAwait(false);
            return outcome;
        }
        catch (JournalException e)
        {
            return Outcome.Failed("storage_failed", e.Message);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return Stopped;
        }
        finally
        {
            call.Caller?.CountInProcess(-1);
        }
    }

    private string NotFound(string space, string functionId, bool fromWorker)
    {
        var text = $"Function {functionId} not found in namespace {space}";
        if (!fromWorker)
        {
            return text;
        }

        var elsewhere = Functions.Keys.Where(k => k.Id == functionId).Select(k => k.Namespace).Order(StringComparer.Ordinal).ToArray();
        return elsewhere.Length == 0 ? text + "." : $"{text}. It is registered in namespace(s): {string.Join(", ", elsewhere)}.";
    }

    /// <summary>A call that a worker runs.</summary>
    /// <param name="isPassedOn">The answer goes to another worker, which is done at once where it comes in; what the engine does with others takes its own time.</param>
    private sealed class Pending(WorkerConnection? caller, WorkerConnection executor, bool isPassedOn)
        : TaskCompletionSource<Outcome>(isPassedOn ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public WorkerConnection? Caller => caller;

        public WorkerConnection Executor => executor;
    }
}
