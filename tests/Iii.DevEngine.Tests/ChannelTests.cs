using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using Iii.Connection.WebSockets;
using Microsoft.Extensions.Time.Testing;

namespace Iii.DevEngine.Tests;

/// <summary>Channels on the wire: who gets an end, what comes through, how it ends.</summary>
public sealed class ChannelTests : IAsyncLifetime
{
    private readonly FakeTimeProvider _time = new();
    private IIIDevEngine _engine = null!;
    private RawWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, TimeProvider = _time });
        _worker = await RawWorker.ConnectAsync(_engine, "w");
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Both_references_have_one_id_and_one_key()
    {
        var (writer, reader) = await CreateAsync();
        Assert.Equal(writer.GetProperty("channel_id").GetString(), reader.GetProperty("channel_id").GetString());
        Assert.Equal(writer.GetProperty("access_key").GetString(), reader.GetProperty("access_key").GetString());
        Assert.Equal(("write", "read"), (writer.GetProperty("direction").GetString(), reader.GetProperty("direction").GetString()));
    }

    [Theory]
    [InlineData("null", "deserialization_error")]
    [InlineData("""{"buffer_size":-1}""", "deserialization_error")]
    [InlineData("""{"buffer_size":"1"}""", "deserialization_error")]
    public async Task What_is_no_buffer_size_is_refused(string input, string code) =>
        Assert.Equal(code, (await _worker.CallAsync("engine::channels::create", input)).GetProperty("error").GetProperty("code").GetString());

    [Theory]
    [InlineData("""{"buffer_size":0}""")]
    [InlineData("""{"buffer_size":18446744073709551615}""")]
    [InlineData("""{"buffer_size":null}""")]
    public async Task Any_other_size_is_brought_into_bounds(string input)
    {
        var (writer, reader) = await CreateAsync(input);
        using var from = await RawChannelEnd.OpenAsync(_engine, writer);
        await from.SendAsync("a");
        using var to = await RawChannelEnd.OpenAsync(_engine, reader);
        Assert.Equal("a", await to.NextAsync());
    }

    [Fact]
    public async Task Items_keep_their_kind_their_bounds_and_their_order()
    {
        var (writer, reader) = await CreateAsync();
        using var from = await RawChannelEnd.OpenAsync(_engine, writer);
        await from.SendAsync([1, 2]);
        await from.SendAsync("text");
        await from.SendAsync([]);
        await from.SendAsync([3]);
        await from.CloseAsync();
        Assert.Equal((WebSocketCloseStatus.NormalClosure, "stream_complete"), (from.Socket.CloseStatus, from.Socket.CloseStatusDescription));
        using var to = await RawChannelEnd.OpenAsync(_engine, reader);
        Assert.Equal(["1,2", "text", "", "3"], await to.AllAsync());
    }

    [Fact]
    public async Task A_writer_that_breaks_down_ends_the_stream_after_what_it_wrote()
    {
        var (writer, reader) = await CreateAsync();
        using (var from = await RawChannelEnd.OpenAsync(_engine, writer))
        {
            await from.SendAsync("last words");
            from.Socket.Abort();
        }

        using var to = await RawChannelEnd.OpenAsync(_engine, reader);
        Assert.Equal(["last words"], await to.AllAsync());
    }

    [Theory]
    [InlineData("read")]
    [InlineData("write")]
    public async Task An_end_is_taken_once_also_after_its_use(string direction)
    {
        var (writer, _) = await CreateAsync();
        using (var first = await RawChannelEnd.OpenAsync(_engine, writer, direction))
        {
            using var second = await RawChannelEnd.OpenAsync(_engine, writer, direction);
            Assert.Null(await second.NextAsync());
        }

        using var third = await RawChannelEnd.OpenAsync(_engine, writer, direction);
        Assert.Null(await third.NextAsync());
    }

    [Fact]
    public async Task The_end_is_a_Close_frame_without_a_code()
    {
        var (writer, reader) = await CreateAsync();
        using (var from = await RawChannelEnd.OpenAsync(_engine, writer))
        {
            await from.CloseAsync();
        }

        using var to = await UpgradedStream.OpenAsync(RawChannelEnd.Url(_engine, reader), new IIIWorkerOptions(), CancellationToken.None);
        var frame = new byte[3];
        Assert.Equal(2, await to.Bytes.ReadAtLeastAsync(frame, 2));
        Assert.Equal([0x88, 0x00, 0], frame);
    }

    [Fact]
    public async Task A_full_channel_makes_its_writer_wait()
    {
        var (writer, reader) = await CreateAsync("""{"buffer_size":2}""");
        using var from = await RawChannelEnd.OpenAsync(_engine, writer);
        var sending = Task.Run(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await from.SendAsync(new byte[100_000]);
            }
        });
        using var to = await RawChannelEnd.OpenAsync(_engine, reader);
        await to.NextAsync();
        Assert.False(sending.IsCompleted);
        for (var i = 1; i < 200; i++)
        {
            await to.NextAsync();
        }

        await sending;
    }

    [Fact]
    public async Task A_writer_whose_reader_has_left_is_dropped()
    {
        var (writer, reader) = await CreateAsync("""{"buffer_size":1}""");
        using var from = await RawChannelEnd.OpenAsync(_engine, writer);
        var watching = from.NextAsync();
        (await RawChannelEnd.OpenAsync(_engine, reader)).Dispose();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true)
            {
                await from.SendAsync(new byte[100_000]);
            }
        });
        await Assert.ThrowsAsync<WebSocketException>(() => watching);
    }

    [Theory]
    [InlineData("?dir=read", HttpStatusCode.BadRequest)]
    [InlineData("?key=k", HttpStatusCode.BadRequest)]
    [InlineData("?key=k&dir=Read", HttpStatusCode.BadRequest)]
    [InlineData("?key=k&dir=read", HttpStatusCode.NotFound)]
    public async Task What_names_no_channel_is_refused_before_the_upgrade(string query, HttpStatusCode status)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(_engine.WorkerUrl, "/ws/channels/5f0c" + query), CancellationToken.None));
        Assert.Equal(status, socket.HttpStatusCode);
    }

    [Fact]
    public async Task The_wrong_key_opens_nothing_and_without_an_upgrade_there_is_nothing_to_open()
    {
        var (writer, _) = await CreateAsync();
        var url = RawChannelEnd.Url(_engine, writer);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(new Uri(url.ToString().Replace("key=", "key=x", StringComparison.Ordinal)), CancellationToken.None));
        Assert.Equal(HttpStatusCode.NotFound, socket.HttpStatusCode);
        using var http = new HttpClient();
        using var response = await http.GetAsync(new UriBuilder(url) { Scheme = "http" }.Uri);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task After_five_minutes_an_end_that_nobody_took_is_swept_and_the_other_ends()
    {
        var (unused, _) = await CreateAsync();
        var (_, waiting) = await CreateAsync();
        var (busyWriter, busyReader) = await CreateAsync();
        using var reader = await RawChannelEnd.OpenAsync(_engine, waiting);
        using var from = await RawChannelEnd.OpenAsync(_engine, busyWriter);
        using var to = await RawChannelEnd.OpenAsync(_engine, busyReader);
        await from.SendAsync("taken");
        Assert.Equal("taken", await to.NextAsync());
        var reading = reader.NextAsync();
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.False(reading.IsCompleted);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await reading);
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(RawChannelEnd.Url(_engine, unused), CancellationToken.None));
        Assert.Equal(HttpStatusCode.NotFound, socket.HttpStatusCode);
        await from.SendAsync("still here");
        Assert.Equal("still here", await to.NextAsync());
    }

    [Fact]
    public async Task A_channel_outlives_its_maker()
    {
        var (writer, reader) = await CreateAsync();
        _worker.Drop();
        using var from = await RawChannelEnd.OpenAsync(_engine, writer);
        await from.SendAsync("a");
        using var to = await RawChannelEnd.OpenAsync(_engine, reader);
        Assert.Equal("a", await to.NextAsync());
    }

    private async Task<(JsonElement Writer, JsonElement Reader)> CreateAsync(string input = "{}")
    {
        var result = (await _worker.CallAsync("engine::channels::create", input)).GetProperty("result");
        return (result.GetProperty("writer"), result.GetProperty("reader"));
    }
}
