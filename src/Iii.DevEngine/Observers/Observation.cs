using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Observers;

/// <summary>Represents a call that is on its way while observers wait for its end.</summary>
internal sealed class Observation
{
    private readonly ObservedCall _call;
    private readonly ObserverSet _observers;
    private readonly long _start;

    public Observation(RegisteredFunction function, BuiltInCall call, Guid id, ObserverSet observers, RoutedInvocation? recorded,
        TimeProvider time)
    {
        _observers = observers;
        _start = time.GetTimestamp();
        _call = new ObservedCall((function.Namespace, function.Id), id.ToString())
        {
            Input = call.Payload,
            Metadata = call.Metadata is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } ? call.Metadata : null,
            Caller = call.Caller is { } worker ? CallerInfo.Stamp(call.Context?.Caller, worker) : call.Context?.Caller,
            Depth = call.Depth,
            TraceParent = call.TraceParent,
            Baggage = call.Baggage,
            StartedAtMs = time.GetUtcNow().ToUnixTimeMilliseconds(),
            Recorded = recorded,
        };
    }

    /// <summary>Ends a call that its host has answered, and activates the observers that want it.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="time">The clock.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="choosesObservers">Whether the host says which observers want it.</param>
    public void End(ObserverRegistry registry, TimeProvider time, Outcome outcome, WorkerFrame answer, bool choosesObservers)
    {
        var fields = choosesObservers ? answer.Observe : null;
        if (fields is { IsDelivered: true } || (fields?.Matched is null && outcome is { IsError: true, ErrorCode: "payload_too_large" }))
        {
            // The host has delivered, or the answer is not the handler's.
            return;
        }

        _call.TraceParent = answer.TraceParent ?? _call.TraceParent;
        _call.Baggage = answer.Baggage ?? _call.Baggage;
        End(time, outcome);
        registry.Activate(_call, _observers, fields?.Matched);
    }

    /// <summary>Ends a call.</summary>
    public void End(TimeProvider time, Outcome outcome) => _call.End(outcome, time.GetElapsedTime(_start).TotalMilliseconds);

    /// <summary>Activates the observers that want the call, which has ended.</summary>
    public void Activate(ObserverRegistry registry) => registry.Activate(_call, _observers);
}
