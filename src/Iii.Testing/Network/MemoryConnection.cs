using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;

namespace Iii.Testing.Network;

#pragma warning disable CA2213, CA1001 // See the source.
/// <summary>The server's end of a connection in memory, as the web server wants it.</summary>
internal sealed class MemoryConnection : DefaultConnectionContext
{
    private readonly MemoryLink _link;

    // Without a timer it holds nothing, and the web server may abort a connection that it has disposed.
    private readonly CancellationTokenSource _closed = new();

    public MemoryConnection(MemoryLink link, IPEndPoint local)
        : base(Guid.NewGuid().ToString("N"))
    {
        _link = link;
        Transport = new Pipes(link.Server);
        ConnectionClosed = _closed.Token;
        LocalEndPoint = local;
        RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, local.Port);
    }

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _link.Cut("The engine has ended the connection.");
        Close();
    }

    public override async ValueTask DisposeAsync()
    {
        await Transport.Output.CompleteAsync().ConfigureAwait(false);
        await Transport.Input.CompleteAsync().ConfigureAwait(false);
        await _link.Server.DisposeAsync().ConfigureAwait(false);
        Close();
        await base.DisposeAsync().ConfigureAwait(false);
    }

    // Whoever waits for the end of the connection must not run here, where the end is made.
    private void Close() => ThreadPool.UnsafeQueueUserWorkItem(static closed => closed.Cancel(), _closed, preferLocal: false);

    private sealed class Pipes(Stream stream) : IDuplexPipe
    {
        public PipeReader Input { get; } = PipeReader.Create(stream, new StreamPipeReaderOptions(leaveOpen: true));

        public PipeWriter Output { get; } = PipeWriter.Create(stream, new StreamPipeWriterOptions(leaveOpen: true));
    }
}
