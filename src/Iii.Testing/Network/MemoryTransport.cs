using Iii.Connection;
using Iii.Connection.WebSockets;
using Iii.DevEngine;

namespace Iii.Testing.Network;

/// <summary>Connects one worker over the network in memory, as it would over another one. From an attempt until the worker knows how it went, and from a loss until it waits, something is under way.</summary>
internal sealed class MemoryTransport(IIIWorkerOptions options, EngineActivity activity, Func<bool> isRefused) : ITransport
{
    private readonly WebSocketTransport _transport = new(options);
    private int _isUnderWay;

    public async Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        Begin();
        return isRefused()
            ? throw new IOException("The test refuses connections (host.Faults.RefuseConnections).")
            : new Session(this, await _transport.ConnectAsync(url, cancellationToken).ConfigureAwait(false));
    }

    public Task PauseAsync(TimeSpan delay, TimeProvider time, CancellationToken cancellationToken) =>
        EngineActivity.RestAsync(Task.Delay(delay, time, cancellationToken), Begin, End);

    /// <summary>The worker has come to a state. In two of them it goes on by itself.</summary>
    public void StateChanged(IIIConnectionState state)
    {
        if (state is not (IIIConnectionState.Connecting or IIIConnectionState.Reconnecting))
        {
            End();
        }
    }

    private void Begin()
    {
        if (Interlocked.Exchange(ref _isUnderWay, 1) is 0)
        {
            activity.Begin();
        }
    }

    private void End()
    {
        if (Interlocked.Exchange(ref _isUnderWay, 0) is 1)
        {
            activity.End();
        }
    }

    private sealed class Session(MemoryTransport transport, ITransportSession inner) : ITransportSession
    {
        public bool IsFull => inner.IsFull;

        public string? EndReason => inner.EndReason;

        public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
        {
            var message = await inner.ReceiveAsync().ConfigureAwait(false);
            if (message is null)
            {
                transport.Begin();
            }

            return message;
        }

        public void Write(ReadOnlyMemory<byte> message) => inner.Write(message);

        public void Flush() => inner.Flush();

        public Task WaitForRoomAsync() => inner.WaitForRoomAsync();

        public Task<bool> SentAsync() => inner.SentAsync();

        public Task CloseAsync(CancellationToken cancellationToken) => inner.CloseAsync(cancellationToken);

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
