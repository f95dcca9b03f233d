using Iii.Observers;

namespace Iii;

/// <summary>
/// Represents an observer that this worker made. It lives until it is disposed, or the engine ends it; dropping the handle does not end it.
/// </summary>
public sealed class ObserverHandle : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly ObserverRegistry _registry;
    private readonly SerialEventQueue _events;
    private ObserverStatus _status = ObserverStatus.Initial;
    private TaskCompletionSource<ObserverStatus> _decided = NewDecision();

    internal ObserverHandle(ObserverRequest request, ObserverRegistry registry, SerialEventQueue events)
    {
        Request = request;
        _registry = registry;
        _events = events;
    }

    /// <summary>
    /// Raised after each change of <see cref="State"/> or <see cref="Reason"/>: in order, one change at a time, and never on the
    /// connection's read loop. A handler may call the
    /// worker; its exceptions are logged.
    /// </summary>
    public event EventHandler<ObserverStateChangedEventArgs>? StateChanged;

    /// <summary>Gets the observer's id.</summary>
    public string Id => Request.Id;

    /// <summary>Gets the calls that are observed.</summary>
    public ObserverSource Source => Request.Source;

    /// <summary>Gets the function that runs for each of them.</summary>
    public FunctionTarget Target => Request.Target;

    /// <summary>Gets the state that was last known.</summary>
    public ObserverState State => Status.State;

    /// <summary>Gets the state as the engine writes it.</summary>
    public string StateText => Status.StateText;

    /// <summary>Gets the reason of the state; null when there is none.</summary>
    public ObserverReason? Reason => Status.Reason;

    /// <summary>Gets the number of activations, as far as the engine has said: it does so with each change of the state.</summary>
    public long Fires => Status.Fires;

    /// <summary>Gets the paths of the filter that the engine could not check against the schemas of the observed function.</summary>
    public IReadOnlyList<string> Warnings => Status.Warnings;

    internal ObserverStatus Status => Volatile.Read(ref _status);

    internal ObserverRequest Request { get; }

    /// <summary>Gets or sets the place in the order of creation.</summary>
    internal long Sequence { get; init; }

    /// <summary>Gets or sets whether some engine was sent the observer.</summary>
    internal bool WasSent { get; set; }

    /// <summary>Gets or sets whether the observer was turned down: it is never replayed, and there is nothing to end.</summary>
    internal bool IsRefused { get; set; }

    /// <summary>Gets or sets whether the observer waits for an engine that supports observers.</summary>
    internal bool IsUnsupported { get; set; }

    /// <summary>Gets what completes when the engine has no observer any more, or will never say so on this connection.</summary>
    internal TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets or sets the end of the observer that the application asked for; null while it has not.</summary>
    internal Task? Ending { get; set; }

    /// <summary>
    /// Waits until the observer is active. It waits through <see cref="ObserverState.Pending"/> and <see cref="ObserverState.Suspended"/>.
    /// </summary>
    /// <remarks>May be called any number of times: each call looks at the state as it is then.</remarks>
    /// <param name="cancellationToken">Ends the waiting; the observer lives on.</param>
    /// <exception cref="IIIObserverException">
    /// The observer was rejected or has ended; the code and the message are those of the reason.
    /// </exception>
    public async Task ReadyAsync(CancellationToken cancellationToken = default)
    {
        var status = await Decision().WaitAsync(cancellationToken).ConfigureAwait(false);
        if (status.State is not ObserverState.Active)
        {
            var isOver = status.State is ObserverState.Disposed;
            throw new IIIObserverException(
                Id,
                status.Reason?.Code ?? (isOver ? ObserverErrorCodes.Unobserved : ObserverErrorCodes.ObserverError),
                $"The observer '{Id}' of '{Source.FunctionId}' {(isOver ? "has ended" : "was rejected")}: " +
                (status.Reason?.Message ?? "the engine gave no reason."));
        }
    }

    /// <summary>
    /// Ends the observer. When the engine has it, its confirmation is waited for, at most 5 s: after that no new activation starts. While
    /// the worker is not connected, the end is
    /// kept for the next connection. The id is free at once.
    /// </summary>
    public ValueTask DisposeAsync() => new(_registry.EndAsync(this));

    /// <summary>
    /// Takes over a new status; the caller holds the registry's lock, so that changes come in order. What is disposed stays so.
    /// </summary>
    /// <returns>True when the state or its reason is another one.</returns>
    internal bool Apply(ObserverStatus status)
    {
        ObserverStatus previous;
        lock (_gate)
        {
            previous = _status;
            if (previous.State is ObserverState.Disposed)
            {
                return false;
            }

            Volatile.Write(ref _status, status);
            if (status.IsDecided)
            {
                if (_decided.Task.IsCompleted)
                {
                    _decided = NewDecision();
                }

                _decided.SetResult(status);
            }
            else if (_decided.Task.IsCompleted)
            {
                _decided = NewDecision();
            }
        }

        if (previous.IsSameState(status))
        {
            return false;
        }

        if (StateChanged is not null)
        {
            var args = new ObserverStateChangedEventArgs(previous, status);
            _events.Post(() => Raise(args));
        }

        return true;
    }

    private static TaskCompletionSource<ObserverStatus> NewDecision() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Task<ObserverStatus> Decision()
    {
        lock (_gate)
        {
            return _decided.Task;
        }
    }

    private void Raise(ObserverStateChangedEventArgs args)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(StateChanged))
        {
            _events.Run(() => handler(this, args));
        }
    }
}
