namespace Iii.DevEngine.Observers;

/// <summary>Represents the worker that made observers: its connection, or who it was while it is away.</summary>
internal sealed class ObserverOwner(WorkerConnection connection)
{
    /// <summary>The connection; null while the worker is away.</summary>
    public WorkerConnection? Connection { get; private set; } = connection;

    public string WorkerId { get; private set; } = connection.Id;

    public string? Name { get; private set; } = connection.Name;

    public string Namespace { get; private set; } = connection.Namespace ?? EngineCore.DefaultNamespace;

    public string Token { get; private set; } = connection.ReattachToken;

    public HashSet<Observer> Observers { get; } = [];

    /// <summary>Ends the wait for its return.</summary>
    public ITimer? Grace { get; set; }

    /// <summary>Whether a connection is of the same worker as one that has gone: it has its name in its namespace.</summary>
    public bool IsSameWorker(WorkerConnection worker) =>
        !string.IsNullOrEmpty(Name) && Name == worker.Name && Namespace == (worker.Namespace ?? EngineCore.DefaultNamespace);

    /// <summary>Remembers who it was, now that it has gone.</summary>
    public void Leave()
    {
        Name = Connection?.Name ?? Name;
        Namespace = Connection?.Namespace ?? Namespace;
        Connection = null;
    }

    /// <summary>Gives its observers another connection of the same worker.</summary>
    public void Return(WorkerConnection connection)
    {
        Grace?.Dispose();
        Grace = null;
        (Connection, WorkerId, Token) = (connection, connection.Id, connection.ReattachToken);
        Name = connection.Name ?? Name;
    }
}
