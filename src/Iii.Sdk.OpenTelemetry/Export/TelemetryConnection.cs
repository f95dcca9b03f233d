using System.Net.WebSockets;
using Iii.Connection;
using OpenTelemetry;

namespace Iii.Export;

/// <summary>The connection to the engine's socket for telemetry: sends the frames of a queue, and begins anew when it is lost.</summary>
internal sealed class TelemetryConnection : IAsyncDisposable
{
    private static readonly TimeSpan s_shortestClose = TimeSpan.FromMilliseconds(50);

    private readonly IIIExporterOptions _options;
    private readonly FrameQueue _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private Uri _address = new("ws://localhost");
    private TimeSpan _closeTimeout = s_shortestClose;
    private bool _isClosedByPeer = true;

    public TelemetryConnection(IIIExporterOptions options)
    {
        _options = options;
        _queue = new FrameQueue(options.MaxBufferedBytes);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Sends a frame when there is a connection.</summary>
    /// <returns>False when it never will be sent.</returns>
    public bool Send(byte[] frame) => _queue.Add(frame);

    /// <summary>Waits until everything was sent.</summary>
    /// <returns>False when that took longer than the limit.</returns>
    public async Task<bool> FlushAsync(TimeSpan limit)
    {
        try
        {
            await _queue.Empty.WaitAsync(limit, _options.TimeProvider).ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    /// <summary>
    /// Sends what is left, closes the connection, and waits until the engine has answered the close: what was sent has arrived then.
    /// </summary>
    /// <returns>False when that took longer than the limit, so that something may be lost.</returns>
    public async Task<bool> ShutdownAsync(TimeSpan limit)
    {
        var start = _options.TimeProvider.GetTimestamp();
        var isFlushed = await FlushAsync(limit).ConfigureAwait(false);
        var left = limit - _options.TimeProvider.GetElapsedTime(start);
        _closeTimeout = left > s_shortestClose ? left : s_shortestClose;
        await DisposeAsync().ConfigureAwait(false);
        return isFlushed && _isClosedByPeer;
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        // The upgrade is an http request; a span of it would have to be exported too.
        using var suppressed = SuppressInstrumentationScope.Begin();
        try
        {
            var failures = 0;
            while (!_stopping.IsCancellationRequested)
            {
                if (_options.Address is null)
                {
                    // Whoever has something to send may be the worker whose engine this goes to, and it may not have been there before.
                    await _queue.PeekAsync(_stopping.Token).ConfigureAwait(false);
                }

                using var socket = new ClientWebSocket();
                if (await ConnectAsync(socket).ConfigureAwait(false))
                {
                    failures = 0;
                    await ServeAsync(socket).ConfigureAwait(false);
                }
                else if (++failures > _options.Reconnect.MaxAttempts)
                {
                    ExporterEvents.Log.GaveUp(EngineAddress.Shown(_address), failures);
                    return;
                }

                await Task.Delay(Backoff.Delay(_options.Reconnect, Math.Max(0, failures - 1), Random.Shared.NextDouble()), _options.TimeProvider, _stopping.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The last exporter has gone.
        }
        catch (Exception e)
        {
            // What the user sets on the socket may throw, for one; nobody waits for this task but the shutdown.
            ExporterEvents.Log.Failed(e.ToString());
        }
        finally
        {
            _queue.Close();
        }
    }

    private async Task<bool> ConnectAsync(ClientWebSocket socket)
    {
        using var timeout = new CancellationTokenSource(_options.ConnectTimeout, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token, timeout.Token);
        socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(20);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(60);
        var worker = IIIEngineEndpoint.Find();
        _address = _options.Address ?? (worker is null ? ExporterEnvironment.Address((string?)null) : ExporterEnvironment.Address(worker.Url));
        IEnumerable<KeyValuePair<string, string>>? headers = _options.Headers;
        foreach (var (name, value) in headers ?? worker?.Headers ?? IIIEngineEndpoint.HeadersWithoutWorker)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        _options.ConfigureSocket?.Invoke(socket.Options);
        try
        {
            await socket.ConnectAsync(_address, either.Token).ConfigureAwait(false);
            ExporterEvents.Log.Connected(EngineAddress.Shown(_address));
            return true;
        }
        catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException || (e is OperationCanceledException && !_stopping.IsCancellationRequested))
        {
            ExporterEvents.Log.Disconnected(EngineAddress.Shown(_address), e is OperationCanceledException ? $"no answer within {_options.ConnectTimeout.TotalSeconds:0.###} s" : e.Message);
            return false;
        }
    }

    /// <summary>Sends until the connection is lost, or this is disposed.</summary>
    private async Task ServeAsync(ClientWebSocket socket)
    {
        using var lost = CancellationTokenSource.CreateLinkedTokenSource(_stopping.Token);
        var reading = ReadAsync(socket, lost);
        try
        {
            while (true)
            {
                var frame = await _queue.PeekAsync(lost.Token).ConfigureAwait(false);
                await socket.SendAsync(frame, WebSocketMessageType.Binary, endOfMessage: true, lost.Token).ConfigureAwait(false);
                _queue.Sent(frame);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            await CloseAsync(socket, reading).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            ExporterEvents.Log.Disconnected(EngineAddress.Shown(_address), e is OperationCanceledException ? "the engine closed the connection" : e.Message);
        }

        socket.Abort();
        await reading.ConfigureAwait(false);
    }

    /// <summary>The engine says nothing here but that it goes; who does not read does not see that.</summary>
    private static async Task ReadAsync(ClientWebSocket socket, CancellationTokenSource lost)
    {
        var buffer = new byte[256];
        try
        {
            while ((await socket.ReceiveAsync(buffer, CancellationToken.None).ConfigureAwait(false)).MessageType is not WebSocketMessageType.Close)
            {
                // Nothing that comes here means anything.
            }
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the connection, as the close is.
        }

        try
        {
            await lost.CancelAsync().ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The sender was faster.
        }
    }

    /// <summary>Closes the connection. A connection that is torn down may take along what was sent last, so the answer is waited for.</summary>
    private async Task CloseAsync(ClientWebSocket socket, Task reading)
    {
        using var timeout = new CancellationTokenSource(_closeTimeout, _options.TimeProvider);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, timeout.Token).ConfigureAwait(false);
            await reading.WaitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException)
        {
            _isClosedByPeer = false;
            ExporterEvents.Log.Disconnected(
                EngineAddress.Shown(_address),
                e is OperationCanceledException ? $"the close was not answered within {_closeTimeout.TotalSeconds:0.###} s" : e.Message);
        }
    }
}
