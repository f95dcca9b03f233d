namespace Iii.DevEngine.Observers;

/// <summary>
/// Represents one observer: what was asked for, and how it stands. The registry changes it under its lock; calls read it without.
/// </summary>
internal sealed class Observer
{
    private volatile int _state = (int)ObserverState.Pending;

    public Observer(ObserveRequest request, ObserverOwner owner, ActivationQueue activations, DateTimeOffset createdAt)
    {
        (Request, Owner, Activations, CreatedAt) = (request, owner, activations, createdAt);
        ExpiresAt = request.Policy.ExpiresInMs is { } milliseconds
            ? createdAt + TimeSpan.FromMilliseconds(Math.Min(milliseconds, (DateTimeOffset.MaxValue - createdAt).TotalMilliseconds - 1))
            : null;
    }

    public string Id => Request.Id;

    public ObserveRequest Request { get; }

    /// <summary>Who owns it; another connection may have taken it over.</summary>
    public ObserverOwner Owner { get; set; }

    public ActivationQueue Activations { get; }

    public DropCounters Dropped { get; } = new();

    public DateTimeOffset CreatedAt { get; }

    /// <summary>From when on it does not fire; null for never.</summary>
    public DateTimeOffset? ExpiresAt { get; }

    public ObserverState State
    {
        get => (ObserverState)_state;
        set => _state = (int)value;
    }

    public ObserverReason? Reason { get; set; }

    public IReadOnlyList<string> Warnings { get; set; } = [];

    /// <summary>The function's revision in which the host was last told of it; 0 when it was not.</summary>
    public long AnnouncedRevision { get; set; }

    /// <summary>The host has accepted it, or need not be asked.</summary>
    public bool IsAccepted { get; set; }

    /// <summary>It was active since its host has accepted it: a target that is missing now is only away.</summary>
    public bool WasActive { get; set; }

    /// <summary>A module of the engine serves it.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Why it was rejected; null when it was not.</summary>
    public ObserverReason? Rejection { get; set; }

    /// <summary>The connection that rejected it.</summary>
    public string? RejectedBy { get; set; }

    /// <summary>Its owner has had the answer to the <c>observe</c> that made it.</summary>
    public bool IsAnswered { get; set; }

    /// <summary>Ends the wait for the host's acknowledgement.</summary>
    public ITimer? Acknowledgement { get; set; }

    /// <summary>Ends its life.</summary>
    public ITimer? Expiry { get; set; }

    public bool IsActive => State is ObserverState.Active;

    public bool HasExpired(TimeProvider time) => ExpiresAt <= time.GetUtcNow();

    /// <summary>Determines whether it wants a call that has ended: by its outcome and by the filter.</summary>
    public bool Matches(ObservedCall call) =>
        Request.Accepts(call.IsError) && (Request.Filter.MatchesAll || Request.Filter.Matches(call.Document(Request.Filter.Roots)));
}
