using System.Diagnostics.CodeAnalysis;
using Iii.Connection;
using Iii.Generated;
using Iii.Protocol;
using Microsoft.Extensions.Logging;

namespace Iii.Observers;

/// <summary>
/// Accepts the observers that others have on functions of this worker, for without that the engine ends them after 30 s. It follows their
/// sets by the engine's revisions.
/// </summary>
internal sealed class ObservedFunctions(ILogger logger)
{
    private const int MaxWaiting = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ObservedFunction> _functions = new(StringComparer.Ordinal);

    /// <summary>Gets the observers that this worker has accepted for a function.</summary>
    public IReadOnlyCollection<ObserverView> Of(string functionId)
    {
        lock (_gate)
        {
            return _functions.TryGetValue(functionId, out var function) ? [.. function.Observers] : [];
        }
    }

    /// <summary>The call that registers a function has begun: what is announced of it waits until <see cref="EndRegistration"/>.</summary>
    public void BeginRegistration(string functionId)
    {
        lock (_gate)
        {
            _functions[functionId] = new ObservedFunction { Waiting = new Queue<Action>() };
        }
    }

    /// <summary>The call that registers a function returns.</summary>
    public void EndRegistration(string functionId)
    {
        lock (_gate)
        {
            if (!_functions.TryGetValue(functionId, out var function) || function.Waiting is not { } waiting)
            {
                return;
            }

            function.Waiting = null;
            while (waiting.TryDequeue(out var announcement))
            {
                announcement();
            }
        }
    }

    /// <summary>A function is written to a connection.</summary>
    public void Sent(string functionId, ITransportSession session)
    {
        lock (_gate)
        {
            if (_functions.TryGetValue(functionId, out var function))
            {
                function.Sent(session);
            }
        }
    }

    /// <summary>A function is not this worker's any more.</summary>
    public void Unregistered(string functionId)
    {
        lock (_gate)
        {
            _functions.Remove(functionId);
        }
    }

    /// <summary>The engine has refused a function. It stays registered here, and is sent again on the next connection.</summary>
    public void Rejected(string functionId)
    {
        lock (_gate)
        {
            if (_functions.TryGetValue(functionId, out var function))
            {
                // A conflict ends when the other worker goes: the engine may confirm the function later on the same connection.
                var session = function.RegisteredOn;
                function.Release();
                if (session is not null)
                {
                    function.Sent(session);
                }
            }
        }
    }

    public void Disconnected()
    {
        lock (_gate)
        {
            foreach (var function in _functions.Values)
            {
                function.Disconnected();
            }
        }
    }

    /// <summary>The engine confirms a function, and lists all its observers.</summary>
    public void Registered(
        ITransportSession session, string functionId, string @namespace, long revision, IReadOnlyList<ObserverView> observers)
    {
        const string Type = "functionregistered";
        lock (_gate)
        {
            if (!TryFind(Type, functionId, session, out var function)
                || IsWaiting(function, () => Registered(session, functionId, @namespace, revision, observers)))
            {
                return;
            }

            // An engine that was started again counts from 1 again.
            function.Confirm(revision);
            var listed = observers.DistinctBy(o => o.Id).ToArray();

            // First those that were accepted before, then those that are gone, then the new ones: what was observed before must not wait
            // for what is new.
            var known = listed.ToLookup(o => function.Has(o.Id));
            Acknowledge(session, function, functionId, @namespace, revision, known[true]);
            function.Keep(listed.Select(o => o.Id));
            Acknowledge(session, function, functionId, @namespace, revision, known[false]);
            session.Flush();
        }
    }

    /// <summary>The engine announces one observer.</summary>
    public void Added(ITransportSession session, string functionId, string @namespace, long revision, ObserverView observer)
    {
        const string Type = "observeradded";
        lock (_gate)
        {
            if (!TryFind(Type, functionId, session, out var function)
                || IsWaiting(function, () => Added(session, functionId, @namespace, revision, observer)))
            {
                return;
            }

            if (IsOutdated(Type, function, functionId, revision))
            {
                return;
            }

            Acknowledge(session, function, functionId, @namespace, revision, [observer]);
            session.Flush();
        }
    }

    /// <summary>The engine has ended an observer.</summary>
    public void Removed(ITransportSession session, string functionId, long revision, string observerId)
    {
        const string Type = "observerremoved";
        lock (_gate)
        {
            if (TryFind(Type, functionId, session, out var function)
                && !IsWaiting(function, () => Removed(session, functionId, revision, observerId))
                && !IsOutdated(Type, function, functionId, revision))
            {
                function.Remove(observerId);
            }
        }
    }

    private bool TryFind(string type, string functionId, ITransportSession session, [NotNullWhen(true)] out ObservedFunction? function)
    {
        if (_functions.TryGetValue(functionId, out function) && function.RegisteredOn == session)
        {
            return true;
        }

        Log.HostFrameIgnored(logger, type, functionId, "the function is not registered on this connection");
        return false;
    }

    private bool IsWaiting(ObservedFunction function, Action announcement)
    {
        if (function.Waiting is not { } waiting)
        {
            return false;
        }

        if (waiting.Count < MaxWaiting)
        {
            waiting.Enqueue(announcement);
        }
        else
        {
            Log.HostFrameIgnored(logger, null, null, "too many wait until the function's registration is complete");
        }

        return true;
    }

    private bool IsOutdated(string type, ObservedFunction function, string functionId, long revision)
    {
        if (!function.IsConfirmed)
        {
            Log.HostFrameIgnored(logger, type, functionId, "the engine has not confirmed the function yet");
            return true;
        }

        if (!function.TryAdvance(revision))
        {
            Log.HostFrameIgnored(logger, type, functionId, "its revision is not later than the one before");
            return true;
        }

        return false;
    }

    private void Acknowledge(
        ITransportSession session,
        ObservedFunction function,
        string functionId,
        string @namespace,
        long revision,
        IEnumerable<ObserverView> observers)
    {
        using var output = new JsonOutput();
        foreach (var observer in observers)
        {
            var rejection = ObserverFilter.RejectionOfNormalForm(observer.Filter);
            if (rejection is null)
            {
                function.Accept(observer);
            }
            else
            {
                function.Remove(observer.Id);
                Log.ObserverRejected(logger, observer.Id, functionId, rejection.Code, rejection.Message);
            }

            output.Rewind(0);
            ObserverFrames.Acknowledge(output, functionId, @namespace, observer.Id, revision, rejection);
            session.Write(output.WrittenMemory);
        }
    }
}
