using Iii.DevEngine.Invocations;

namespace Iii.DevEngine.Observers;

/// <summary>Represents one run of a target that waits or begins.</summary>
/// <param name="Id">Identifies it.</param>
/// <param name="Data">What the target gets.</param>
/// <param name="Depth">The depth of the target's call.</param>
internal sealed record Activation(string Id, byte[] Data, int Depth)
{
    /// <summary>The observed call, as the caller of the target.</summary>
    public required CallerInfo Caller { get; init; }

    public string? TraceParent { get; init; }

    public string? Baggage { get; init; }

    /// <summary>The observed call as it is recorded.</summary>
    public RoutedInvocation? Cause { get; init; }

    /// <summary>Makes the activation of an observer by a call.</summary>
    public static Activation Of(ObserveRequest request, ObservedCall call)
    {
        var id = Guid.NewGuid().ToString();
        return new Activation(id, ObserverEnvelope.DataOf(request, id, call), call.Depth + 1)
        {
            Caller = new CallerInfo(null, CallerInfo.EngineName, call.Function.Id, call.InvocationId),
            TraceParent = call.TraceParent,
            Baggage = call.Baggage,
            Cause = call.Recorded,
        };
    }
}
