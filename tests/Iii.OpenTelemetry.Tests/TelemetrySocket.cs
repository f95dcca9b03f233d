using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Iii.Tests;

/// <summary>The engine's socket for telemetry, scripted: it keeps what comes, and can lose its connections.</summary>
internal sealed class TelemetrySocket : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<WebSocket, bool> _open = new();
    private readonly Channel<(string Kind, JsonElement Body)> _frames = Channel.CreateUnbounded<(string, JsonElement)>();
    private int _connectionCount;

    private TelemetrySocket(WebApplication app) => _app = app;

    public string Url => _app.Urls.First().Replace("http://", "ws://", StringComparison.Ordinal);

    /// <summary>How many connections there were so far.</summary>
    public int ConnectionCount => Volatile.Read(ref _connectionCount);

    /// <summary>How many are open.</summary>
    public int OpenCount => _open.Count;

    /// <summary>The headers of all connections so far that are not those of every upgrade.</summary>
    public ConcurrentQueue<string> Headers { get; } = [];

    /// <summary>How long it takes before it reads each frame.</summary>
    public TimeSpan ReadDelay { get; set; }

    /// <summary>The header that the last connection came with.</summary>
    public string? Authorization { get; private set; }

    public int CloseCount { get; private set; }

    /// <summary>Where an exporter sends to; a slow machine does not make it give up.</summary>
    public void Use(IIIExporterOptions options) => (options.Url, options.ShutdownTimeout) = (Url, s_patience);

    public static async Task<TelemetrySocket> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        var app = builder.Build();
        var socket = new TelemetrySocket(app);
        app.UseWebSockets();
        app.Map("/otel", socket.ServeAsync);
        await app.StartAsync();
        return socket;
    }

    public async Task<(string Kind, JsonElement Body)> NextAsync() => await _frames.Reader.ReadAsync().AsTask().WaitAsync(s_patience);

    /// <summary>The next frame of a kind; others are passed over.</summary>
    public async Task<JsonElement> NextAsync(string kind)
    {
        while (true)
        {
            var (found, body) = await NextAsync();
            if (found == kind)
            {
                return body;
            }
        }
    }

    /// <summary>Returns every frame that was received and not read yet.</summary>
    public List<(string Kind, JsonElement Body)> TakeAll()
    {
        var frames = new List<(string, JsonElement)>();
        while (_frames.Reader.TryRead(out var frame))
        {
            frames.Add(frame);
        }

        return frames;
    }

    /// <summary>Tears every connection down.</summary>
    public void Drop()
    {
        foreach (var socket in _open.Keys)
        {
            socket.Abort();
        }
    }

    public async ValueTask DisposeAsync()
    {
        Drop();
        await _app.DisposeAsync();
    }

    private async Task ServeAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        Authorization = context.Request.Headers.Authorization;
        Headers.Enqueue(string.Join(';', context.Request.Headers
            .Where(h => h.Key is "Authorization" || h.Key.StartsWith("x-", StringComparison.OrdinalIgnoreCase))
            .Select(h => $"{h.Key}: {h.Value}").Order(StringComparer.Ordinal)));
        _open[socket] = true;
        Interlocked.Increment(ref _connectionCount);
        try
        {
            while (await ReceiveAsync(socket, ReadDelay) is { } message)
            {
                _frames.Writer.TryWrite((Encoding.ASCII.GetString(message.AsSpan(0, 4)), JsonDocument.Parse(message.AsMemory(4)).RootElement));
            }

            CloseCount++;
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Torn down, by one side or the other.
        }
        finally
        {
            _open.TryRemove(socket, out _);
        }
    }

    private static async Task<byte[]?> ReceiveAsync(WebSocket socket, TimeSpan delay)
    {
        await Task.Delay(delay);
        var buffer = new byte[64 * 1024];
        using var message = new MemoryStream();
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, CancellationToken.None);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(buffer, 0, received.Count);
            if (received.EndOfMessage)
            {
                Assert.Equal(WebSocketMessageType.Binary, received.MessageType);
                return message.ToArray();
            }
        }
    }
}
