using Iii.Connection;
using Iii.Generated;
using Iii.Observers;
using Iii.Observers.Triggers;
using Iii.Protocol;
using Microsoft.Extensions.Logging;

namespace Iii.Registration;

/// <summary>
/// Holds the triggers of this worker and binds them in the form that the engine of the connection understands: as triggers up to iii 0.25, as observers from
/// 0.26 on. A connection gets one form only, so nothing is sent before the engine has introduced itself.
/// </summary>
internal sealed class TriggerRegistry(string? workerNamespace, ObserverRegistry observers, SourceNamespaces sources, Rejections rejections, ILogger logger)
{
    private const string DefaultNamespace = "default";
    private const string EnginePrefix = "engine::";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, TriggerRegistration> _triggers = new(StringComparer.Ordinal);
    private ITransportSession? _registeredOn;
    private (ITransportSession Session, EngineFeatureSet Features)? _introduced;

    // The connection, once both its engine and the functions of this worker are known to the other side.
    private ITransportSession? _session;
    private bool _isObserving;
    private bool _wasConnected;

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _triggers.Count;
            }
        }
    }

    /// <summary>Gets the triggers that are refused at present, with the reasons.</summary>
    public IReadOnlyList<TriggerRejection> Refused
    {
        get
        {
            lock (_gate)
            {
                return [.. _triggers.Values.Where(t => t.Error is not null).Select(t => Rejection(t, t.Error!))];
            }
        }
    }

    /// <summary>Finds a trigger by its id; null when there is none.</summary>
    public TriggerRegistration? Find(string? id)
    {
        lock (_gate)
        {
            return id is null ? null : _triggers.GetValueOrDefault(id);
        }
    }

    /// <summary>Checks that a trigger may be sent.</summary>
    /// <exception cref="IIIException">It is too large.</exception>
    public void Measure(TriggerRegistration trigger)
    {
        using var output = new JsonOutput();
        WriteTrigger(output, trigger, workerNamespace);
        output.Shorten(0);
        MessageSize.ThrowIfTooLarge(output.Length);
    }

    /// <exception cref="IIIException">It is too large.</exception>
    public void Add(TriggerRegistration trigger)
    {
        Measure(trigger);
        lock (_gate)
        {
            _triggers.Add(trigger.Id, trigger);
            if (_session is { } session)
            {
                Bind(session, trigger);
                session.Flush();
            }
        }
    }

    public bool Remove(TriggerRegistration trigger)
    {
        lock (_gate)
        {
            if (!_triggers.Remove(trigger.Id))
            {
                return false;
            }

            if (trigger.Observer is { } observer)
            {
                _ = observers.EndAsync(observer);
            }
            else if (_session is { } session && !_isObserving)
            {
                Write(session, static (output, t, _) => FrameWriter.UnregisterTrigger(output, t.Id, t.Type), trigger);
                session.Flush();
            }

            trigger.Reject(new IIIException(
                IIIErrorCodes.TriggerUnregistered, $"The trigger of type '{trigger.Type}' for '{trigger.FunctionId}' was unregistered."));
            return true;
        }
    }

    /// <summary>Removes the triggers of a function of this worker.</summary>
    public void RemoveOf(string functionId)
    {
        lock (_gate)
        {
            var own = workerNamespace ?? DefaultNamespace;
            foreach (var trigger in _triggers.Values.Where(t => t.FunctionId == functionId && (t.FunctionNamespace ?? own) == own).ToArray())
            {
                Remove(trigger);
            }
        }
    }

    /// <summary>The functions of this worker were written to the connection.</summary>
    /// <exception cref="UnsupportedTriggerException">The first engine has no equal of a trigger.</exception>
    public void Registered(ITransportSession session)
    {
        lock (_gate)
        {
            _registeredOn = session;
            Begin();
        }
    }

    /// <summary>The engine of the connection has said what it supports.</summary>
    /// <exception cref="UnsupportedTriggerException">The first engine has no equal of a trigger.</exception>
    public void Introduced(ITransportSession session, EngineFeatureSet features)
    {
        lock (_gate)
        {
            _introduced = (session, features);
            Begin();
        }
    }

    /// <summary>The connection is gone; the next one gets every trigger again.</summary>
    public void Disconnected()
    {
        lock (_gate)
        {
            _session = null;
            _registeredOn = null;
            _introduced = null;
        }
    }

    /// <summary>The engine, or the type's provider, has refused a trigger.</summary>
    public void Reject(string? id, string? type, string? functionId, IIIException reason)
    {
        if (Find(id) is { } trigger && !trigger.Reject(reason))
        {
            // It was refused before, and nothing has bound it since.
            return;
        }

        Log.TriggerRejected(logger, id, type, functionId, reason.Code, reason.Message);
        rejections.Raise(new TriggerRejection(id ?? "", type ?? "", functionId ?? "", reason.Code, reason.Message));
    }

    private static TriggerRejection Rejection(TriggerRegistration trigger, IIIException reason) =>
        new(trigger.Id, trigger.Type, trigger.FunctionId, reason.Code, reason.Message);

    private void Begin()
    {
        if (_session is not null || _introduced is not var (session, features) || _registeredOn != session)
        {
            return;
        }

        _session = session;
        _isObserving = features.Supports(IIIEngineFeatures.ObserveV2);
        var isFirst = !_wasConnected;
        _wasConnected = true;
        foreach (var trigger in _triggers.Values)
        {
            trigger.Renew();
            Bind(session, trigger, isFirst);
        }

        session.Flush();
    }

    private void Bind(ITransportSession session, TriggerRegistration trigger, bool isFatal = false)
    {
        if (_isObserving)
        {
            Observe(session, trigger, isFatal);
            return;
        }

        if (trigger.Observer is { } observer)
        {
            // The engine before had observers in the place of triggers.
            _ = observers.EndAsync(observer);
            trigger.Observer = null;
        }

        trigger.Source = null;
        Write(session, WriteTrigger, trigger);
    }

    private void Observe(ITransportSession session, TriggerRegistration trigger, bool isFatal)
    {
        TriggerSource source;
        try
        {
            source = TriggerTranslator.Translate(trigger.Type, trigger.Config, trigger.UsesResult);
        }
        catch (UnsupportedTriggerException refused) when (!isFatal)
        {
            // The worker goes on with its other functions; its health check shows the refused trigger.
            Log.TriggerUnsupported(logger, trigger.Id, trigger.Type, trigger.FunctionId, refused.Message);
            Reject(trigger.Id, trigger.Type, trigger.FunctionId, refused);
            return;
        }

        trigger.Source = source;
        if (trigger.TypeNamespace is not null || source.IsHostedByEngine || workerNamespace is null or DefaultNamespace)
        {
            Observe(trigger, source, trigger.TypeNamespace ?? (source.IsHostedByEngine ? DefaultNamespace : null));
        }
        else
        {
            _ = FindAndObserveAsync(session, trigger, source);
        }
    }

    /// <summary>Observes the function of this worker's namespace where there is one, else that of the namespace <c>default</c>.</summary>
    private async Task FindAndObserveAsync(ITransportSession session, TriggerRegistration trigger, TriggerSource source)
    {
        // The caller holds the lock, and may be the read loop, which must bring the answer.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        if (await sources.FindAsync(source.FunctionId).ConfigureAwait(false) is not { } found)
        {
            return;
        }

        lock (_gate)
        {
            if (_session == session && _triggers.ContainsKey(trigger.Id))
            {
                Observe(trigger, source, found);
            }
        }
    }

    private void Observe(TriggerRegistration trigger, TriggerSource source, string? sourceNamespace)
    {
        if (trigger.Observer is { } existing)
        {
            if (!existing.IsRefused && existing.State is not ObserverState.Disposed && existing.Source.Namespace == sourceNamespace)
            {
                // The registry of observers replays it.
                return;
            }

            _ = observers.EndAsync(existing);
        }

        var handle = observers.Observe(
            new ObserverSource(source.FunctionId)
            {
                Namespace = sourceNamespace,
                Args = source.Args,
                Filter = source.Filter,
                Delivery = source.IsDelivered ? ObserverDelivery.Input : null,
            },
            new FunctionTarget(trigger.FunctionId) { Namespace = TargetNamespace(trigger) },
            new ObserverOptions
            {
                Id = trigger.Id,
                Metadata = trigger.Metadata.Length is 0 ? null : System.Text.Encoding.UTF8.GetString(trigger.Metadata),
            });
        trigger.Observer = handle;
        handle.StateChanged += (_, change) => Follow(trigger, change.State, change.Reason);
        if (handle.State is ObserverState.Error)
        {
            Follow(trigger, handle.State, handle.Reason);
        }
    }

    /// <summary>An observer in error is a trigger that was refused, by the same code.</summary>
    private void Follow(TriggerRegistration trigger, ObserverState state, ObserverReason? reason)
    {
        if (state is ObserverState.Error)
        {
            Reject(
                trigger.Id,
                trigger.Type,
                trigger.FunctionId,
                new IIIException(reason?.Code ?? ObserverErrorCodes.ObserverError, reason?.Message ?? "The engine gave no reason."));
        }
        else if (state is ObserverState.Active)
        {
            trigger.Renew();
        }
    }

    // The engine's own functions are in "default", whatever the worker's namespace is.
    private string? TargetNamespace(TriggerRegistration trigger) =>
        trigger.FunctionNamespace ?? (trigger.FunctionId.StartsWith(EnginePrefix, StringComparison.Ordinal) ? null : workerNamespace);

    private void WriteTrigger(JsonOutput output, TriggerRegistration trigger, string? _) => FrameWriter.RegisterTrigger(
        output, trigger.Id, trigger.Type, trigger.FunctionId, trigger.Config, trigger.Metadata, TargetNamespace(trigger), trigger.TypeNamespace);

    private void Write(ITransportSession session, Action<JsonOutput, TriggerRegistration, string?> write, TriggerRegistration trigger)
    {
        using var output = new JsonOutput();
        write(output, trigger, workerNamespace);
        output.Shorten(0);
        session.Write(output.WrittenMemory);
    }
}
