using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine;

/// <summary>What a test has put in the engine's way.</summary>
internal interface IEngineFaults
{
    /// <summary>Why a new connection of a worker is refused; null when it is not.</summary>
    string? RefuseSession();

    /// <summary>Whether the registration of a function is refused, as if another worker had its id.</summary>
    bool RejectsFunction(string space, string functionId);

    /// <summary>Why a binding is refused; null when it is not.</summary>
    (string Code, string Message)? RejectTrigger(RegisteredTrigger trigger);

    /// <summary>Says why an observer is refused; null when it is not.</summary>
    Observers.ObserverReason? RejectObserver(ObserveRequest request);

    /// <summary>Whether the acknowledgements for the observers of a function are lost on their way.</summary>
    bool LosesAcknowledgements(string space, string functionId);

    /// <summary>What answers in the place of a function, whether that is registered or not; null when nothing does.</summary>
    BuiltInHandler? Replace(string space, string functionId);
}
