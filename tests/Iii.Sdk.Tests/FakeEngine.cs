using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Iii.Connection;

namespace Iii.Tests;

/// <summary>A scripted engine in memory: each test says what it sends, and sees what the worker sends.</summary>
internal sealed class FakeEngine : ITransport
{
    private readonly Channel<FakeSession> _sessions = Channel.CreateUnbounded<FakeSession>();

    public Exception? Refusal { get; set; }

    public Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        if (Refusal is { } refusal)
        {
            return Task.FromException<ITransportSession>(refusal);
        }

        var session = new FakeSession();
        _sessions.Writer.TryWrite(session);
        return Task.FromResult<ITransportSession>(session);
    }

    public async Task<FakeSession> NextSessionAsync() => await _sessions.Reader.ReadAsync().AsTask().WaitAsync(FakeSession.Patience);
}

internal sealed class FakeSession : ITransportSession
{
    /// <summary>A guard against a test that waits for ever; nothing is measured by it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<byte[]> _toWorker = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<JsonElement> _fromWorker = Channel.CreateUnbounded<JsonElement>();

    public bool IsFull => false;

    public string? EndReason => "the fake engine ended the connection";

    public void Send(string frame) => _toWorker.Writer.TryWrite(Encoding.UTF8.GetBytes(frame));

    public void Drop() => _toWorker.Writer.TryComplete();

    public async Task<JsonElement> NextAsync() => await _fromWorker.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>The next frame of a type; those before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        while (true)
        {
            var frame = await NextAsync();
            if (frame.GetProperty("type").GetString() == type)
            {
                return frame;
            }
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        try
        {
            return await _toWorker.Reader.ReadAsync();
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    public void Write(ReadOnlyMemory<byte> message) => _fromWorker.Writer.TryWrite(JsonDocument.Parse(message.ToArray()).RootElement);

    public void Flush()
    {
    }

    public Task WaitForRoomAsync() => Task.CompletedTask;

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        Drop();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }
}
