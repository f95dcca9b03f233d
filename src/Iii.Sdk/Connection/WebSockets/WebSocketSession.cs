using System.Buffers.Binary;

namespace Iii.Connection.WebSockets;

/// <summary>One open WebSocket: messages in, messages out, the heartbeat, the closing.</summary>
internal sealed class WebSocketSession : ITransportSession
{
    private static readonly TimeSpan s_goodByeLimit = TimeSpan.FromSeconds(1);

    private readonly IDisposable _connection;
    private readonly MessageReader _reader;
    private readonly MessageWriter _writer;
    private readonly TimeSpan _idleTimeout;
    private readonly TimeProvider _time;
    private readonly ITimer _heartbeat;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _endReason;
    private int _isDisposed;

    /// <param name="connection">What is disposed with the session.</param>
    /// <param name="stream">The bytes of the WebSocket, after the upgrade.</param>
    /// <param name="options">The limits.</param>
    public WebSocketSession(IDisposable connection, Stream stream, IIIWorkerOptions options)
    {
        _connection = connection;
        _reader = new MessageReader(stream, options.MaxMessageBytes, options.TimeProvider);
        _writer = new MessageWriter(stream, options.OutgoingBufferBytes);
        _idleTimeout = options.IdleTimeout;
        _time = options.TimeProvider;
        _heartbeat = options.TimeProvider.CreateTimer(static s => ((WebSocketSession)s!).Beat(), this, options.PingInterval, options.PingInterval);
    }

    public bool IsFull => _writer.IsFull;

    public string? EndReason => Volatile.Read(ref _endReason);

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        try
        {
            while (true)
            {
                var message = await _reader.ReadAsync().ConfigureAwait(false);
                switch (message.Opcode)
                {
                    case Opcode.Text or Opcode.Binary:
                        return message.Payload;
                    case Opcode.Ping:
                        _writer.Write(Opcode.Pong, message.Payload.Span);
                        _writer.Flush();
                        break;
                    case Opcode.Close:
                        var (code, reason) = MessageReader.ReadClose(message.Payload.Span);
                        End($"the engine closed the connection ({code?.ToString() ?? "no code"}{(reason.Length > 0 ? ", " : "")}{reason})");
                        await AnswerCloseAsync(code ?? CloseCode.Normal).ConfigureAwait(false);
                        return null;
                }
            }
        }
        catch (WebSocketProtocolException e)
        {
            End($"{e.Message}.");
            await AnswerCloseAsync(e.CloseCode).ConfigureAwait(false);
            return null;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
        {
            End($"{e.Message}.");
            _writer.Fail();
            return null;
        }
    }

    public void Write(ReadOnlyMemory<byte> message) => _writer.Write(Opcode.Text, message.Span);

    public void Flush() => _writer.Flush();

    public Task WaitForRoomAsync() => _writer.WaitForRoomAsync();

    public Task<bool> SentAsync() => _writer.SentAsync();

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await SendCloseAsync(CloseCode.Normal).WaitAsync(cancellationToken).ConfigureAwait(false);

            // A connection that is torn down while the peer still sends may take with it what the peer has not read.
            await _ended.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The peer takes too long; the connection ends without its good-bye.
        }
    }

    public ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            _heartbeat.Dispose();
            _writer.Fail();
            _connection.Dispose();
            _ended.TrySetResult();
        }

        return ValueTask.CompletedTask;
    }

    private async Task AnswerCloseAsync(ushort code)
    {
        try
        {
            await SendCloseAsync(code).WaitAsync(s_goodByeLimit, _time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // The peer does not read any more; the connection ends all the same.
        }
    }

    private Task SendCloseAsync(ushort code)
    {
        Span<byte> payload = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16BigEndian(payload, code);
        _writer.Write(Opcode.Close, payload);
        return _writer.DrainAsync();
    }

    private void Beat()
    {
        if (_reader.Silence >= _idleTimeout)
        {
            End($"the engine gave no sign of life for {_idleTimeout.TotalSeconds:0.###} s (options.IdleTimeout).");
            _writer.Fail();
            _connection.Dispose();
        }
        else
        {
            _writer.Write(Opcode.Ping, default);
            _writer.Flush();
        }
    }

    // The first reason is the cause, later ones follow from it.
    private void End(string reason)
    {
        Interlocked.CompareExchange(ref _endReason, reason, null);
        _ended.TrySetResult();
    }
}
