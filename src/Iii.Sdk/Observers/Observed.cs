using System.Text.Json;

namespace Iii;

/// <summary>Represents an observed call, as the target of an observer receives it. Parts that are not captured, or that the call does not have, hold their type's default.</summary>
/// <typeparam name="TInput">The type of the call's payload.</typeparam>
/// <typeparam name="TOutput">The type of the call's result.</typeparam>
public sealed record Observed<TInput, TOutput>
{
    /// <summary>Gets the observer's id.</summary>
    public string ObserverId { get; init; } = "";

    /// <summary>Gets the id of this activation of the observer.</summary>
    public string ActivationId { get; init; } = "";

    /// <summary>Gets the id of the observed function.</summary>
    public string FunctionId { get; init; } = "";

    /// <summary>Gets the namespace of the observed function; null where the engine does not say it.</summary>
    public string? Namespace { get; init; }

    /// <summary>Gets the id of the observed call.</summary>
    public string InvocationId { get; init; } = "";

    /// <summary>Gets how the call ended.</summary>
    public InvocationStatus Status { get; init; }

    /// <summary>Gets the call's payload.</summary>
    public TInput Input
    {
        get;
        init
        {
            field = value;
            HasInput = true;
        }
    } = default!;

    /// <summary>Gets a value indicating whether the payload was delivered.</summary>
    public bool HasInput { get; internal init; }

    /// <summary>Gets the call's result.</summary>
    public TOutput? Output
    {
        get;
        init
        {
            field = value;
            HasOutput = true;
        }
    }

    /// <summary>Gets a value indicating whether the result was delivered: a call that failed has none.</summary>
    public bool HasOutput { get; internal init; }

    /// <summary>Gets the call's error; null when it returned.</summary>
    public ObservedError? Error { get; init; }

    /// <summary>Gets who made the call; null when that is not known.</summary>
    public Caller? Caller { get; init; }

    /// <summary>Gets the call's metadata; null when it had none.</summary>
    public JsonElement? Metadata { get; init; }

    /// <summary>Gets when the call started.</summary>
    public DateTimeOffset StartedAt { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Gets how long the call took.</summary>
    public TimeSpan Duration { get; init; }
}
