namespace Iii.Connection;

/// <summary>Makes connections to an engine. The seam between the worker and the network: a WebSocket here, memory in tests.</summary>
internal interface ITransport
{
    Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken);

    /// <summary>Waits before the next attempt. The wait has begun when this returns.</summary>
    Task PauseAsync(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken) => Task.Delay(delay, time, cancellationToken);
}

/// <summary>One connection. Writing is safe from any thread; reading belongs to one loop.</summary>
internal interface ITransportSession : IAsyncDisposable
{
    /// <summary>Waits for the next message, which is valid until the next call; null when the connection is over for whatever reason.</summary>
    ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync();

    /// <summary>Gathers a message; nothing is sent before <see cref="Flush"/>. Does nothing when the connection is over.</summary>
    void Write(ReadOnlyMemory<byte> message);

    /// <summary>Starts sending what was gathered, without waiting for it.</summary>
    void Flush();

    /// <summary>More is waiting to be sent than the bound: who can wait should, with <see cref="WaitForRoomAsync"/>.</summary>
    bool IsFull { get; }

    /// <summary>Waits until there is room again, or the connection is over.</summary>
    Task WaitForRoomAsync();

    /// <summary>Waits until what was written so far has gone out.</summary>
    /// <returns>False when the connection ended before.</returns>
    Task<bool> SentAsync() => Task.FromResult(true);

    /// <summary>Why the connection ended, as far as it is known.</summary>
    string? EndReason { get; }

    /// <summary>Sends what was gathered and closes the connection properly.</summary>
    Task CloseAsync(CancellationToken cancellationToken);
}
