using System.Net.Sockets;
using System.Text;
using Iii.Connection.WebSockets;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>The engine is asked for a sign of life, and given up when there is none for too long.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "IAsyncLifetime disposes them.")]
public sealed class HeartbeatTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private NetworkStream _engine = null!;
    private WebSocketSession _session = null!;

    public async Task InitializeAsync()
    {
        (var stream, _engine) = await SocketPair.ConnectAsync();
        _session = new WebSocketSession(stream, stream, new IIIWorkerOptions { TimeProvider = _time });
    }

    public async Task DisposeAsync()
    {
        await _session.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task A_ping_goes_out_every_20_seconds()
    {
        for (var i = 0; i < 2; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            Assert.Equal(0x89, await NextPingAsync());
        }
    }

    [Fact]
    public async Task Silence_of_60_seconds_ends_the_connection_and_says_why()
    {
        var receiving = _session.ReceiveAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(receiving.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await receiving.WaitAsync(TestTimeout.Default));
        Assert.Equal("the engine gave no sign of life for 60 s (options.IdleTimeout).", _session.EndReason);
    }

    [Fact]
    public async Task Any_frame_is_a_sign_of_life()
    {
        _time.Advance(TimeSpan.FromSeconds(50));
        await _engine.WriteAsync((byte[])[0x81, 1, (byte)'x']);
        var message = await _session.ReceiveAsync().AsTask().WaitAsync(TestTimeout.Default);
        Assert.Equal("x", Encoding.UTF8.GetString(message!.Value.Span));
        _time.Advance(TimeSpan.FromSeconds(50));
        Assert.Null(_session.EndReason);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.NotNull(_session.EndReason);
    }

    private async Task<int> NextPingAsync()
    {
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        var frame = new byte[6];
        await _engine.ReadExactlyAsync(frame, timeout.Token);
        return frame[0];
    }
}
