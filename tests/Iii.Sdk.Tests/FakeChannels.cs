using System.Net.Sockets;
using System.Net.WebSockets;
using System.Threading.Channels;
using Iii.Channels;

namespace Iii.Tests;

/// <summary>The engine's side of channels, as each test scripts it.</summary>
internal sealed class FakeChannels : IChannelTransport
{
    private readonly Channel<FakeChannel> _opened = Channel.CreateUnbounded<FakeChannel>();

    /// <summary>What the next attempts to open an end meet.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Attempts get no answer at all.</summary>
    public bool IsSilent { get; set; }

    public int Dials { get; private set; }

    public async Task<(Stream Bytes, IDisposable Connection)> OpenAsync(Uri url, CancellationToken cancellationToken)
    {
        Dials++;
        if (Refusal is { } refusal)
        {
            throw refusal;
        }

        if (IsSilent)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        }

        var (worker, engine) = await SocketPair.ConnectAsync();
        _opened.Writer.TryWrite(new FakeChannel(url, engine));
        return (worker, worker);
    }

    public Task<FakeChannel> NextAsync() => _opened.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default);
}

/// <summary>One end that the worker has opened, seen from the engine.</summary>
internal sealed class FakeChannel(Uri url, NetworkStream bytes) : IDisposable
{
    public Uri Url => url;

    public WebSocket Socket { get; } = WebSocket.CreateFromStream(bytes, new WebSocketCreationOptions { IsServer = true, KeepAliveInterval = Timeout.InfiniteTimeSpan });

    public Task SendAsync(string text) => Socket.SendAsync(System.Text.Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, CancellationToken.None);

    public Task SendAsync(byte[] data) => Socket.SendAsync(data, WebSocketMessageType.Binary, true, CancellationToken.None);

    public Task SendCloseWithoutCodeAsync() => bytes.WriteAsync(new byte[] { 0x88, 0x00 }).AsTask();

    /// <summary>The next message's length; -1 for a Close frame.</summary>
    public async Task<int> NextLengthAsync()
    {
        var buffer = new byte[256 * 1024];
        using var limit = new CancellationTokenSource(TestTimeout.Default);
        for (var length = 0; ;)
        {
            var received = await Socket.ReceiveAsync(buffer.AsMemory(length), limit.Token);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return -1;
            }

            length += received.Count;
            if (received.EndOfMessage)
            {
                return length;
            }
        }
    }

    /// <summary>Ends the connection without a word.</summary>
    public void Dispose() => bytes.Dispose();
}
