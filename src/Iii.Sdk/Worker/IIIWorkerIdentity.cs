namespace Iii;

/// <summary>Selects where a worker's name and namespace come from.</summary>
public enum IIIWorkerIdentity
{
    /// <summary>
    /// The environment takes part: <c>III_WORKER_NAME</c> beats <see cref="IIIWorkerOptions.Name"/>, for supervisors recognize a worker by the name that they gave it, and
    /// <c>III_NAMESPACE</c> is the namespace where <see cref="IIIWorkerOptions.Namespace"/> is null.
    /// </summary>
    Managed,

    /// <summary>
    /// Name and namespace come from the options alone. For further workers of one process: with the name of the environment they would be refused as the second worker of that name.
    /// </summary>
    Explicit,
}
