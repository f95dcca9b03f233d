using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace Iii.Testing.Network;

/// <summary>A port of a network in memory, where the engine's web server accepts connections.</summary>
internal sealed class MemoryListener(IPEndPoint endpoint) : IConnectionListener
{
    private const int Backlog = 4096;

    private readonly Channel<MemoryLink> _waiting = Channel.CreateBounded<MemoryLink>(Backlog);

    public EndPoint EndPoint => endpoint;

    /// <summary>Puts a connection before the server.</summary>
    /// <returns>False when it does not listen any more, or has too many waiting.</returns>
    public bool Accept(MemoryLink link) => _waiting.Writer.TryWrite(link);

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await _waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && _waiting.Reader.TryRead(out var link)
            ? new MemoryConnection(link, endpoint)
            : null;

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        _waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        while (_waiting.Reader.TryRead(out var link))
        {
            link.Cut("The engine has ended.");
        }

        return ValueTask.CompletedTask;
    }
}
