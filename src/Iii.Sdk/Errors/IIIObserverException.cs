namespace Iii;

/// <summary>Reports that an observer will not fire: it was rejected, or it has ended.</summary>
public sealed class IIIObserverException : IIIException
{
    internal IIIObserverException(string observerId, string code, string message)
        : base(code, message) => ObserverId = observerId;

    /// <summary>Gets the observer's id.</summary>
    public string ObserverId { get; }
}
