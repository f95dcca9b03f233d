using System.Collections.Concurrent;

namespace Iii.DevEngine;

/// <summary>The workers that are connected, by their ids. A name belongs to one of them in its namespace.</summary>
internal sealed class ConnectedWorkers : ConcurrentDictionary<string, WorkerConnection>
{
    private readonly Lock _names = new();

    /// <summary>Gives a worker its name, unless another one has it.</summary>
    /// <param name="worker">The worker.</param>
    /// <param name="name">The name; without one it keeps that which it has.</param>
    /// <param name="space">The namespace.</param>
    /// <returns>Who has it; null when the worker has it now.</returns>
    public WorkerConnection? Claim(WorkerConnection worker, string? name, string space)
    {
        if (string.IsNullOrEmpty(name))
        {
            return null;
        }

        lock (_names)
        {
            var holder = Values.FirstOrDefault(w => w != worker && w.Name == name && (w.Namespace ?? w.ClaimedNamespace ?? EngineCore.DefaultNamespace) == space);
            if (holder is null)
            {
                (worker.Name, worker.ClaimedNamespace) = (name, space);
            }

            return holder;
        }
    }
}
