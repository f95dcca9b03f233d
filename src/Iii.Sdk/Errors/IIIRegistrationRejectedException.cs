namespace Iii;

/// <summary>The engine refused this worker, for instance because another one has its name. Trying again would not help.</summary>
public sealed class IIIRegistrationRejectedException : IIIException
{
    internal IIIRegistrationRejectedException(string code, string? @namespace, string? workerName, string? ownerWorkerId)
        : base(code, $"The engine refused this worker ({code}): the name '{workerName}' in namespace '{@namespace}' belongs to worker {ownerWorkerId}. Stop that worker, or give this one another name (options.Name or III_WORKER_NAME).")
    {
        Namespace = @namespace;
        WorkerName = workerName;
        OwnerWorkerId = ownerWorkerId;
    }

    /// <summary>The namespace in question.</summary>
    public string? Namespace { get; }

    /// <summary>The name in question.</summary>
    public string? WorkerName { get; }

    /// <summary>The worker that holds the name.</summary>
    public string? OwnerWorkerId { get; }
}
