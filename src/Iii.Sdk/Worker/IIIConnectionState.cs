namespace Iii;

/// <summary>Where a worker stands with its engine.</summary>
public enum IIIConnectionState
{
    /// <summary>Not started, or stopped.</summary>
    Disconnected,

    /// <summary>The first connection is being made.</summary>
    Connecting,

    /// <summary>Connected; the functions are registered.</summary>
    Connected,

    /// <summary>The connection was lost, or could not be made; the worker tries again.</summary>
    Reconnecting,

    /// <summary>The worker has given up, and <see cref="IIIWorker.RunAsync"/> throws the reason.</summary>
    Failed,
}
