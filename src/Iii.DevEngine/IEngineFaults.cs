using Iii.DevEngine.Modules;

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

    /// <summary>What answers in the place of a function, whether that is registered or not; null when nothing does.</summary>
    BuiltInHandler? Replace(string space, string functionId);
}
