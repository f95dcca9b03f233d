using Iii.Connection;
using Iii.Generated;
using Iii.Protocol;
using Microsoft.Extensions.Logging;

namespace Iii.Observers;

/// <summary>
/// Holds the observers that this worker made: sends them when the engine supports observers, all of them again on each new connection, and
/// applies what the engine says of them.
/// </summary>
internal sealed class ObserverRegistry(string? workerNamespace, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan s_confirmationLimit = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ObserverHandle> _holders = new(StringComparer.Ordinal);
    private readonly SentObservers _sent = new();
    private readonly HeldUnobserves _heldUnobserves = new();
    private long _lastSequence;

    // The connection, once the engine has said that it supports observers and everything that must come before them was written.
    private ITransportSession? _session;
    private ITransportSession? _registeredOn;
    private (ITransportSession Session, EngineFeatureSet Features)? _introduced;
    private bool _isUnsupported;
    private ObserverReason? _closed;

    /// <summary>Gets the observers that hold their ids, in the order of their creation.</summary>
    public IReadOnlyList<ObserverHandle> All
    {
        get
        {
            lock (_gate)
            {
                return InOrder();
            }
        }
    }

    /// <summary>Makes an observer, and sends it as soon as it may be sent.</summary>
    /// <returns>Its handle; that of a request which is not sent is in error.</returns>
    public ObserverHandle Observe(ObserverSource source, FunctionTarget target, ObserverOptions? options) =>
        Add(ObserverRequest.Create(source, target, options, workerNamespace));

    /// <summary>Makes the observer of an attribute.</summary>
    public ObserverHandle Observe(ObserverDefinition definition, string functionId) =>
        Add(ObserverRequest.Create(definition, functionId, workerNamespace));

    /// <summary>
    /// Ends an observer, and waits for the engine's confirmation where one can come. Whoever asks again waits for the same.
    /// </summary>
    public Task EndAsync(ObserverHandle handle)
    {
        lock (_gate)
        {
            return handle.Ending ??= EndOnceAsync(handle);
        }
    }

    /// <summary>A connection was opened: what was on the wire of the one before counts no more.</summary>
    public void Connected() => Disconnected();

    /// <summary>
    /// Everything that must come before observers was written to the connection: the registrations, and the calls that had waited.
    /// </summary>
    public void Registered(ITransportSession session)
    {
        lock (_gate)
        {
            _registeredOn = session;
            Begin();
        }
    }

    /// <summary>The engine of the connection has said what it supports.</summary>
    public void Introduced(ITransportSession session, EngineFeatureSet features)
    {
        lock (_gate)
        {
            _introduced = (session, features);
            Begin();
        }
    }

    /// <summary>The connection is gone: every observer is sent again on the next one.</summary>
    public void Disconnected()
    {
        lock (_gate)
        {
            _session = null;
            _registeredOn = null;
            _introduced = null;
            _isUnsupported = false;
            foreach (var sent in _sent.Clear())
            {
                if (sent.IsUnobserved)
                {
                    // Nobody knows whether the engine has read it; it ignores one too many.
                    Hold(sent.Handle.Id);
                    sent.Handle.Ended.TrySetResult();
                }
            }
        }
    }

    /// <summary>The engine answers the request for an observer.</summary>
    public void Answered(string id, string state, ObserverReason? reason, IReadOnlyList<string> warnings)
    {
        lock (_gate)
        {
            var isRefusal = state is "error";
            var isLast = isRefusal || state is "disposed";
            if (_sent.Answered(id, isLast) is not ({ } handle, { } earlier))
            {
                return;
            }

            foreach (var ended in earlier)
            {
                ended.Ended.TrySetResult();
            }

            handle.IsRefused |= isRefusal;
            Apply(handle, new ObserverStatus(state, reason, handle.Fires, warnings));
            foreach (var warning in warnings)
            {
                Log.ObserverWarning(logger, id, handle.Source.FunctionId, warning);
            }

            if (isLast)
            {
                EndedByEngine(handle, isIdFree: !isRefusal);
            }
        }
    }

    /// <summary>The engine says that an observer is in another state.</summary>
    public void Changed(string id, string state, ObserverReason? reason, long fires)
    {
        lock (_gate)
        {
            var isLast = state is "disposed";
            if (_sent.Changed(id, isLast) is not { } handle)
            {
                return;
            }

            Apply(handle, new ObserverStatus(state, reason, fires, handle.Warnings));
            if (isLast)
            {
                EndedByEngine(handle, isIdFree: true);
            }
        }
    }

    /// <summary>
    /// The worker stops: every observer ends, and the engine's confirmations are waited for, so that no activation comes while running ones
    /// are waited for.
    /// </summary>
    /// <param name="limit">The longest wait.</param>
    /// <param name="reason">Why there will be no more observers.</param>
    /// <param name="atOnce">Ends the wait.</param>
    public async Task CloseAsync(TimeSpan limit, ObserverReason reason, CancellationToken atOnce)
    {
        ObserverHandle[] handles;
        List<Task> ending = [];
        lock (_gate)
        {
            _closed ??= reason;
            handles = InOrder();
            foreach (var handle in handles)
            {
                if (TryUnobserve(handle))
                {
                    ending.Add(handle.Ended.Task);
                }
            }
        }

        try
        {
            await Task.WhenAll(ending).WaitAsync(limit, time, atOnce).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.ObserversNotConfirmed(logger, limit.TotalSeconds);
        }

        lock (_gate)
        {
            foreach (var handle in handles)
            {
                Apply(handle, Disposed(handle));
            }
        }
    }

    /// <summary>The worker has failed: there will be no engine for its observers any more.</summary>
    public void Fail(ObserverReason reason)
    {
        lock (_gate)
        {
            _closed ??= reason;
            foreach (var handle in InOrder())
            {
                _holders.Remove(handle.Id);
                Apply(handle, new ObserverStatus("disposed", reason, handle.Fires, handle.Warnings));
                handle.Ended.TrySetResult();
            }
        }
    }

    // The caller holds the lock; what follows the wait takes it again.
    private async Task EndOnceAsync(ObserverHandle handle)
    {
        if (TryUnobserve(handle))
        {
            await handle.Ended.Task.WaitAsync(s_confirmationLimit, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        lock (_gate)
        {
            Apply(handle, Disposed(handle));
        }
    }

    private static ObserverStatus Disposed(ObserverHandle handle) =>
        new("disposed", new ObserverReason(ObserverErrorCodes.Unobserved, "The worker ended the observer."), handle.Fires, handle.Warnings);

    private static ObserverStatus Refused(ObserverReason reason) => new("error", reason, 0, []);

    private ObserverHandle[] InOrder() => [.. _holders.Values.OrderBy(h => h.Sequence)];

    private ObserverHandle Add(ObserverRequest request)
    {
        lock (_gate)
        {
            var handle = new ObserverHandle(request, this, new SerialEventQueue(logger)) { Sequence = ++_lastSequence };
            if (_closed is { } closed)
            {
                handle.IsRefused = true;
                Apply(handle, new ObserverStatus("disposed", closed, 0, []));
            }
            else if (!_holders.TryAdd(request.Id, handle))
            {
                handle.IsRefused = true;
                var message = $"observer id already in use: {request.Id}";
                Apply(handle, Refused(new ObserverReason(ObserverErrorCodes.ObserverIdConflict, message)));
            }
            else if (request.Refusal is { } refusal)
            {
                handle.IsRefused = true;
                Apply(handle, Refused(refusal));
            }
            else if (_session is { } session)
            {
                Send(session, handle);
                session.Flush();
            }
            else if (_isUnsupported)
            {
                MarkUnsupported(handle);
            }

            return handle;
        }
    }

    /// <summary>Frees the id, and sends the observer's end or keeps it for the next connection.</summary>
    /// <returns>True when the engine's confirmation can be waited for.</returns>
    private bool TryUnobserve(ObserverHandle handle)
    {
        if (_holders.GetValueOrDefault(handle.Id) == handle)
        {
            _holders.Remove(handle.Id);
        }

        if (!handle.WasSent || handle.IsRefused || handle.State is ObserverState.Disposed)
        {
            return false;
        }

        if (_sent.Find(handle) is { } sent && _session is { } session)
        {
            if (!sent.IsUnobserved)
            {
                sent.IsUnobserved = true;
                Write(session, static (output, id) => ObserverFrames.Unobserve(output, id), handle.Id);
                session.Flush();
            }

            return true;
        }

        if (_isUnsupported)
        {
            Log.ObserverFramesDropped(logger, 1);
        }
        else
        {
            Hold(handle.Id);
        }

        return false;
    }

    /// <summary>
    /// Sends what waits for the engine's features, in the order that the protocol asks for: ends of observers first, for they may free the
    /// id of a new one.
    /// </summary>
    private void Begin()
    {
        if (_session is not null || _isUnsupported || _introduced is not var (session, features) || _registeredOn != session)
        {
            return;
        }

        var ended = _heldUnobserves.TakeAll();
        if (!features.CanObserve)
        {
            _isUnsupported = true;
            if (ended.Count > 0)
            {
                Log.ObserverFramesDropped(logger, ended.Count);
            }

            foreach (var handle in InOrder().Where(h => !h.IsRefused))
            {
                MarkUnsupported(handle);
            }

            return;
        }

        _session = session;
        foreach (var id in ended)
        {
            Write(session, static (output, id) => ObserverFrames.Unobserve(output, id), id);
        }

        foreach (var handle in InOrder().Where(h => !h.IsRefused))
        {
            Send(session, handle);
        }

        session.Flush();
    }

    private void Send(ITransportSession session, ObserverHandle handle)
    {
        if (handle.IsUnsupported)
        {
            handle.IsUnsupported = false;
            Apply(handle, new ObserverStatus("pending", null, handle.Fires, handle.Warnings));
        }

        Write(session, static (output, request) => request.Write(output), handle.Request);
        handle.WasSent = true;
        _sent.Add(handle);
    }

    private void MarkUnsupported(ObserverHandle handle)
    {
        handle.IsUnsupported = true;
        Apply(handle, new ObserverStatus(
            "error",
            new ObserverReason(ObserverErrorCodes.Unsupported, "The engine does not support observers; engines do from version 0.25 on."),
            handle.Fires,
            handle.Warnings));
    }

    private void EndedByEngine(ObserverHandle handle, bool isIdFree)
    {
        if (isIdFree && _holders.GetValueOrDefault(handle.Id) == handle)
        {
            _holders.Remove(handle.Id);
        }

        handle.Ended.TrySetResult();
    }

    private void Hold(string id)
    {
        if (!_heldUnobserves.TryAdd(id))
        {
            Log.UnobserveDropped(logger, id);
        }
    }

    private void Apply(ObserverHandle handle, ObserverStatus status)
    {
        if (!handle.Apply(status))
        {
            return;
        }

        var (code, message) = (status.Reason?.Code ?? "no code", status.Reason?.Message ?? "no reason was given.");
        switch (status.State)
        {
            case ObserverState.Error:
                Log.ObserverFailed(logger, handle.Id, handle.Source.FunctionId, code, message);
                break;
            case ObserverState.Suspended:
                Log.ObserverSuspended(logger, handle.Id, handle.Source.FunctionId, code, message);
                break;
            default:
                Log.ObserverChanged(logger, handle.Id, handle.Source.FunctionId, status.StateText);
                break;
        }
    }

    private static void Write<T>(ITransportSession session, Action<JsonOutput, T> write, T item)
    {
        using var output = new JsonOutput();
        write(output, item);
        session.Write(output.WrittenMemory);
    }
}
