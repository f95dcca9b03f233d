using System.Collections.Concurrent;
using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Modules.Storage;
using Iii.DevEngine.Observers;

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
    /// <param name="context">What observers add to it; null when there is nothing of that.</param>
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
        CallContext? context = null,
        CancellationToken cancellationToken = default)
    {
        var call = new BuiltInCall(data, caller, metadata, traceParent, baggage, context);

        // Apart, so that nothing is allocated for a recorder where there is none.
        return Options.Recorder is { } recorder
            ? RecordAsync(recorder, origin, space, functionId, call, id, fromWorker, cancellationToken)
            : RouteAsync(space, functionId, call, id, fromWorker, recorded: null, cancellationToken);
    }

    /// <summary>Asks one of the engine's own functions for a bystander, without recording the call.</summary>
    public Task<Outcome> AskAsync(string functionId, Payload data, CancellationToken cancellationToken) =>
        RouteAsync(DefaultNamespace, functionId, new BuiltInCall(data, Caller: null), id: null, fromWorker: false, recorded: null, cancellationToken);

    /// <summary>A worker has answered. The answer is passed on before observers see it.</summary>
    public void Complete(WorkerConnection worker, WorkerFrame answer)
    {
        if (!_pending.TryRemove(answer.InvocationId!.Value, out var pending))
        {
            return;
        }

        var outcome = answer.Error is { } error ? new Outcome(null, error.Element) : new Outcome(answer.Result, null);
        if (pending.Observation is not { } observation)
        {
            pending.TrySetResult(outcome);
            return;
        }

        Options.Activity?.Begin();
        pending.TrySetResult(outcome);
        observation.End(Observers, Options.TimeProvider, outcome, answer, pending.Executor == worker && worker.Features.HasFlag(ProtocolFeatures.ObserveV2));
        Options.Activity?.End();
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
            return outcome = await RouteAsync(space, functionId, call, id, fromWorker, invocation, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            invocation.End(outcome, Options.TimeProvider.GetUtcNow());
            recorder.Ended(invocation);
            Options.Activity?.End();
        }
    }

    private Task<Outcome> RouteAsync(
        string space, string functionId, BuiltInCall call, Guid? id, bool fromWorker, RoutedInvocation? recorded, CancellationToken cancellationToken)
    {
        if (Options.Faults?.Replace(space, functionId) is { } replacement)
        {
            SendBatch.End();
            return Functions.GetValueOrDefault((space, functionId)) is { Observed: { IsObserved: true } watched } replaced
                ? RunObservedAsync(replaced, replacement, call, watched, recorded, cancellationToken)
                : RunAsync(null, replacement, call, cancellationToken);
        }

        if (!Functions.TryGetValue((space, functionId), out var function))
        {
            return Task.FromResult(Outcome.Failed("function_not_found", NotFound(space, functionId, fromWorker)));
        }

        if (function.IsPrivate && PrivacyRefusal(function, call) is { } refusal)
        {
            return Task.FromResult(refusal);
        }

        return function.InProcess is not { } inProcess ? PassOnAsync(function, call, id ?? Guid.NewGuid(), fromWorker, recorded, cancellationToken)
            : function.Observed is { IsObserved: true } observed ? RunObservedAsync(function, inProcess, call, observed, recorded, cancellationToken)
            : RunAsync(function, inProcess, call, cancellationToken);
    }

    /// <summary>Says why a worker may not call a private function; null when it may. Activations are checked when they are asked for.</summary>
    public static Outcome? PrivacyRefusal(RegisteredFunction function, BuiltInCall call) =>
        function.IsPrivate && call.Caller is { } caller && caller != function.Owner && call.Context?.Activation is null
            ? Outcome.Failed(ObserveCodes.Forbidden, $"function '{function.Id}' is private: only its own worker calls it")
            : null;

    private async Task<Outcome> RunObservedAsync(
        RegisteredFunction function, BuiltInHandler handler, BuiltInCall call, ObservedFunction observed, RoutedInvocation? recorded, CancellationToken cancellationToken)
    {
        var observation = new Observation(function, call, Guid.NewGuid(), observed.Active, recorded, Options.TimeProvider);
        var outcome = await RunAsync(handler == function.InProcess ? function : null, handler, call, cancellationToken).ConfigureAwait(false);
        if (outcome is not { IsError: true, ErrorCode: "invocation_stopped" })
        {
            // Beside the answer, which does not wait for it.
            observation.End(Options.TimeProvider, outcome);
            if (!Background.Run(_ => ActivateAsync(observation)))
            {
                observation.Activate(Observers);
            }
        }

        return outcome;
    }

    private Task ActivateAsync(Observation observation)
    {
        observation.Activate(Observers);
        return Task.CompletedTask;
    }

    private Task<Outcome> PassOnAsync(RegisteredFunction function, BuiltInCall call, Guid id, bool fromWorker, RoutedInvocation? recorded, CancellationToken cancellationToken)
    {
        var worker = function.Owner!;
        var pending = new Pending(call.Caller, worker, fromWorker);
        if (function.Observed is { IsObserved: true } observed && !function.DeliversItself)
        {
            pending.Observation = new Observation(function, call, id, observed.Active, recorded, Options.TimeProvider);
        }

        Replace(id, pending);

        // A worker that leaves ends the calls that it finds; whoever adds one looks whether it has left.
        if (worker.IsLeaving || call.Caller is { IsLeaving: true })
        {
            Forget(id, pending);
            return Task.FromResult(Stopped);
        }

        var frame = new InvocationFrame(id, worker.Access.WithoutPrefix(function.Id), call, fromWorker ? call.Caller?.Id : null, worker.Features.HasFlag(ProtocolFeatures.ObserveV1));
        var sending = worker.SendAsync(frame.Write());

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

        /// <summary>Who observes it; null when nobody does.</summary>
        public Observation? Observation { get; set; }
    }
}
