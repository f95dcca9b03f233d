using System.Net.Sockets;

namespace Iii.Bench.Wire;

/// <summary>The engine's end of one worker's connection: many frames a system call, both ways.</summary>
internal sealed class WorkerSocket : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private byte[] _received = new byte[1024 * 1024];
    private int _start;
    private int _end;
    private byte[] _gathered = new byte[1024 * 1024];
    private int _gatheredLength;

    public WorkerSocket(Socket socket)
    {
        _socket = socket;
        _socket.ReceiveTimeout = (int)s_patience.TotalMilliseconds;
        _socket.SendTimeout = (int)s_patience.TotalMilliseconds;
    }

    /// <summary>What there is to wait for.</summary>
    public Socket Socket => _socket;

    /// <summary>Waits until the worker has sent something.</summary>
    /// <exception cref="InvalidDataException">The worker went away, or is silent although calls wait.</exception>
    public void Receive()
    {
        MakeRoom();
        int read;
        try
        {
            read = _socket.Receive(_received.AsSpan(_end));
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            throw new InvalidDataException($"The worker has sent nothing for {s_patience.TotalSeconds} s.", e);
        }

        if (read == 0)
        {
            throw new InvalidDataException("The worker closed the connection.");
        }

        _end += read;
    }

    /// <summary>The next message of those received; valid until the next <see cref="Receive"/>. Pings are answered on the way.</summary>
    public bool TryTake(out ReadOnlySpan<byte> message)
    {
        while (ClientFrame.TryRead(_received.AsSpan(_start, _end - _start), out var frame))
        {
            _start += frame.Length;
            switch (frame.Kind)
            {
                case FrameKind.Text:
                    message = frame.Payload;
                    return true;
                case FrameKind.Ping:
                    Gather(ServerFrame.Of(FrameKind.Pong, frame.Payload));
                    break;
                case FrameKind.Close:
                    throw new InvalidDataException("The worker closed the WebSocket.");
                default:
                    break;
            }
        }

        message = default;
        return false;
    }

    /// <summary>Adds a frame to those that the next <see cref="Flush"/> sends.</summary>
    public void Gather(ReadOnlySpan<byte> frame)
    {
        if (_gathered.Length - _gatheredLength < frame.Length)
        {
            Array.Resize(ref _gathered, Math.Max(_gathered.Length * 2, _gatheredLength + frame.Length));
        }

        frame.CopyTo(_gathered.AsSpan(_gatheredLength));
        _gatheredLength += frame.Length;
    }

    public void Flush()
    {
        var rest = _gathered.AsSpan(0, _gatheredLength);
        while (!rest.IsEmpty)
        {
            rest = rest[_socket.Send(rest)..];
        }

        _gatheredLength = 0;
    }

    public void Dispose() => _socket.Dispose();

    private void MakeRoom()
    {
        // What is left is the beginning of one frame.
        _received.AsSpan(_start, _end - _start).CopyTo(_received);
        _end -= _start;
        _start = 0;
        if (_end == _received.Length)
        {
            Array.Resize(ref _received, _received.Length * 2);
        }
    }
}
