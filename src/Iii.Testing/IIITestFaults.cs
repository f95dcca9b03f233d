using Iii.DevEngine;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;
using Iii.Testing.Network;

namespace Iii.Testing;

/// <summary>What a test puts in the way of its engine and workers. Each fault lasts until what it returns is disposed, or it has happened as often as it was asked for; the last one put in goes first.</summary>
public sealed class IIITestFaults
{
    internal const string DefaultMessage = "The test wants it so.";

    // Of the machine's time: connections end at once, or something is wrong.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Faults<(string FunctionId, BuiltInHandler Answer)> _replacements = new();
    private readonly Faults<string> _rejectedFunctions = new();
    private readonly Faults<(string FunctionId, string Code, string Message)> _rejectedTriggers = new();
    private readonly Faults<(string FunctionId, string Code, string Message)> _rejectedObservers = new();
    private readonly Faults<string> _lostAcknowledgements = new();
    private readonly StandIns _standIns = new();
    private readonly Faults<RefusedConnections> _refusedConnections = new();
    private readonly Faults<string> _refusedSessions = new();
    private readonly MemoryNetwork _network;

    internal IIITestFaults(MemoryNetwork network)
    {
        _network = network;
        OfEngine = new EngineFaults(this);
    }

    internal IEngineFaults OfEngine { get; }

    /// <summary>The engine's workers; set when it has started.</summary>
    internal EngineCore? Core { get; set; }

    /// <summary>Calls of a function end with an error, without reaching it.</summary>
    /// <param name="functionId">The function; nobody need have it.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="message">The error's message.</param>
    /// <param name="times">How many calls; null for all.</param>
    public IDisposable Fail(string functionId, string code, string message = DefaultMessage, int? times = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return Replace(functionId, Replacements.Failing(code, message), times);
    }

    /// <summary>Calls of a function get no answer, and do not reach it.</summary>
    /// <param name="functionId">The function; nobody need have it.</param>
    /// <param name="times">How many calls; null for all.</param>
    public IDisposable Hang(string functionId, int? times = null) => Replace(functionId, Replacements.Hanging(), times);

    /// <summary>The engine refuses to register a function, as it does when another worker has the id: <see cref="IIIWorker.FunctionRejected"/>.</summary>
    /// <param name="functionId">The function. It must not be registered yet: put the fault in before the worker connects.</param>
    public IDisposable RejectFunction(string functionId) => _rejectedFunctions.Add(Checked(functionId));

    /// <summary>
    /// The engine refuses the observers of a function: they are in <see cref="ObserverState.Error"/>, and
    /// <see cref="ObserverHandle.ReadyAsync"/> fails.
    /// </summary>
    /// <param name="functionId">The observed function. Put the fault in before it is observed.</param>
    /// <param name="code">The code of the reason.</param>
    /// <param name="message">The message of the reason.</param>
    public IDisposable RejectObserver(string functionId, string code = ObserverErrorCodes.ObserveRejected, string message = DefaultMessage)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return _rejectedObservers.Add((Checked(functionId), code, message));
    }

    /// <summary>
    /// Loses the messages with which the worker of a function accepts its observers: they stay <see cref="ObserverState.Pending"/>, and
    /// after 30 s of the host's clock they are in <see cref="ObserverState.Error"/> with <see cref="ObserverErrorCodes.OwnerTimeout"/>.
    /// </summary>
    /// <param name="functionId">The observed function. Put the fault in before it is observed.</param>
    public IDisposable LoseAcknowledgements(string functionId) => _lostAcknowledgements.Add(Checked(functionId));

    /// <summary>
    /// The engine refuses the triggers of a function, or the observers in their place: <see cref="IIIWorker.TriggerRejected"/>.
    /// </summary>
    /// <param name="functionId">The function. Its triggers must not be bound yet: put the fault in before the worker connects.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="message">The error's message.</param>
    public IDisposable RejectTrigger(string functionId, string code = "trigger_registration_failed", string message = DefaultMessage) =>
        _rejectedTriggers.Add((Checked(functionId), code, message));

    /// <summary>New connections fail, as if the engine were not there: the worker tries again later. Those that are open go on.</summary>
    /// <param name="worker">Only of this worker; null for all.</param>
    public IDisposable RefuseConnections(IIIWorker? worker = null) => _refusedConnections.Add(new RefusedConnections(worker));

    /// <summary>The engine refuses new connections for good, as it does when its auth function says no: the worker fails with an <see cref="IIISessionRefusedException"/>.</summary>
    /// <param name="message">The reason that the worker is told.</param>
    public IDisposable RefuseSessions(string message = DefaultMessage)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(message);
        return _refusedSessions.Add(message);
    }

    /// <summary>Everything between worker and engine comes later, in both directions, by the host's clock.</summary>
    /// <param name="time">How much later.</param>
    /// <param name="worker">Only the connections of this worker; null for all.</param>
    public IDisposable Delay(TimeSpan time, IIIWorker? worker = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        _network.SetDelay(worker, delay => delay with { Time = delay.Time + time });
        return new Undo(() => _network.SetDelay(worker, delay => delay with { Time = delay.Time - time }));
    }

    /// <summary>Nothing passes between worker and engine any more, but the connection stays: what is sent comes through when this ends. Heartbeats find out.</summary>
    /// <param name="worker">Only the connections of this worker; null for all.</param>
    public IDisposable Freeze(IIIWorker? worker = null)
    {
        _network.SetDelay(worker, delay => delay with { Holds = delay.Holds + 1 });
        return new Undo(() => _network.SetDelay(worker, delay => delay with { Holds = delay.Holds - 1 }));
    }

    /// <summary>Cuts a worker's connection without a word, with its channels. The worker connects again after its back-off, when the clock is moved.</summary>
    /// <param name="worker">The worker.</param>
    /// <returns>Ends when both sides have noticed.</returns>
    /// <exception cref="InvalidOperationException">The worker is not connected.</exception>
    public Task DropConnectionAsync(IIIWorker worker) => EndConnectionAsync(worker, _ => _network.Cut(worker, "The test has cut the connection."));

    /// <summary>The engine closes a worker's connection as a WebSocket is closed. The worker connects again after its back-off, when the clock is moved.</summary>
    /// <param name="worker">The worker.</param>
    /// <returns>Ends when both sides have noticed.</returns>
    /// <exception cref="InvalidOperationException">The worker is not connected.</exception>
    public Task CloseConnectionAsync(IIIWorker worker) => EndConnectionAsync(worker, sessions =>
    {
        foreach (var session in sessions)
        {
            _ = session.CloseAsync();
        }
    });

    internal IDisposable Replace(string functionId, BuiltInHandler answer, int? times = null)
    {
        var fault = _replacements.Add((Checked(functionId), answer), times);
        if (Core is not { Observers.IsEnabled: true } core)
        {
            return fault;
        }

        var standIn = _standIns.Add(core, functionId);
        return new Undo(() =>
        {
            fault.Dispose();
            standIn.Dispose();
        });
    }

    internal bool RefusesConnection(IIIWorker worker) => _refusedConnections.Find(r => r.Worker is null || r.Worker == worker) is not null;

    /// <summary>Nothing is in the way any more.</summary>
    internal void Clear()
    {
        _replacements.Clear();
        _rejectedFunctions.Clear();
        _rejectedTriggers.Clear();
        _rejectedObservers.Clear();
        _lostAcknowledgements.Clear();
        _refusedConnections.Clear();
        _refusedSessions.Clear();
        _network.ClearDelays();
    }

    private static string Checked(string functionId)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(functionId);
        return functionId;
    }

    private async Task EndConnectionAsync(IIIWorker worker, Action<IReadOnlyList<WorkerConnection>> end)
    {
        ArgumentNullException.ThrowIfNull(worker);
        var noticed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChanged(IIIConnectionState state)
        {
            if (state is not IIIConnectionState.Connected)
            {
                noticed.TrySetResult();
            }
        }

        worker.StateChanged += OnChanged;
        try
        {
            if (worker.State is not IIIConnectionState.Connected)
            {
                throw new InvalidOperationException($"The worker '{worker.Name}' has no connection that could be ended: it is {worker.State}. Await host.AdvanceAsync until it has connected again.");
            }

            var sessions = Core!.Workers.Values.Where(w => w.Name == worker.Name).ToArray();
            end(sessions);
            await Task.WhenAll([noticed.Task, .. sessions.Select(s => s.Ended)]).WaitAsync(s_patience).ConfigureAwait(false);
        }
        finally
        {
            worker.StateChanged -= OnChanged;
        }
    }

    private sealed record RefusedConnections(IIIWorker? Worker);

    private sealed class EngineFaults(IIITestFaults faults) : IEngineFaults
    {
        public string? RefuseSession() => faults._refusedSessions.Find(_ => true);

        public bool RejectsFunction(string space, string functionId) => faults._rejectedFunctions.Find(id => id == functionId) is not null;

        public (string Code, string Message)? RejectTrigger(RegisteredTrigger trigger) =>
            faults._rejectedTriggers.Find(r => r.FunctionId == trigger.FunctionId) is ({ }, var code, var message) ? (code, message) : null;

        public DevEngine.Observers.ObserverReason? RejectObserver(ObserveRequest request)
        {
            var (function, code, message) = request is { Trigger: not null, Legacy: null }
                ? faults._rejectedTriggers.Find(r => r.FunctionId == request.Target.Id)
                : default;
            if (function is null)
            {
                (function, code, message) = faults._rejectedObservers.Find(r => r.FunctionId == request.Source.Id);
            }

            return function is null ? null : new(code, message);
        }

        public bool LosesAcknowledgements(string space, string functionId) =>
            faults._lostAcknowledgements.Find(id => id == functionId) is not null;

        public BuiltInHandler? Replace(string space, string functionId) => faults._replacements.Find(r => r.FunctionId == functionId).Answer;
    }
}
