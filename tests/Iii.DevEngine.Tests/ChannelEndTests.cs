using System.Net.WebSockets;
using System.Text.Json;
using Iii.Connection.WebSockets;

namespace Iii.DevEngine.Tests;

/// <summary>How a channel ends: the writer says that the stream is complete, or it was cut off.</summary>
public sealed class ChannelEndTests
{
    private const string Reason = "The writer aborted the stream.";

    [Theory]
    [InlineData(true, true, null)]
    [InlineData(true, false, null)]
    [InlineData(false, true, null)]
    [InlineData(false, false, null)]
    [InlineData(true, true, IIIEngineGeneration.V0_26)]
    [InlineData(false, false, IIIEngineGeneration.V0_27)]
    public async Task P7_writer_cut_off_reader_gets_everything_and_then_1011(bool isReaderThere, bool isReset, IIIEngineGeneration? generation)
    {
        await using var engine = await TestEngine.StartAsync(options => options with { Generation = generation });
        var (writer, reader) = await CreateAsync(engine);
        var to = isReaderThere ? await RawChannelEnd.OpenAsync(engine.Engine, reader) : null;
        using (var from = await FrameClient.OpenAsync(engine.Engine.WorkerUrl, RawChannelEnd.Url(engine.Engine, writer).PathAndQuery))
        {
            await from.SendFrameAsync(Opcode.Text, "all that there is"u8.ToArray());
            if (isReset)
            {
                if (to is not null)
                {
                    // A reset takes along what the engine has not read yet.
                    Assert.Equal("all that there is", await to.NextAsync());
                }

                from.Reset();
            }
        }

        to ??= await RawChannelEnd.OpenAsync(engine.Engine, reader);
        if (!isReset)
        {
            Assert.Equal("all that there is", await to.NextAsync());
        }

        await to.AllAsync();
        Assert.Equal((WebSocketCloseStatus.InternalServerError, Reason), (to.Socket.CloseStatus, to.Socket.CloseStatusDescription));
        to.Dispose();
    }

    [Theory]
    [InlineData(null, WebSocketCloseStatus.NormalClosure)]
    [InlineData(1000, WebSocketCloseStatus.NormalClosure)]
    [InlineData(1001, WebSocketCloseStatus.InternalServerError)]
    [InlineData(1011, WebSocketCloseStatus.InternalServerError)]
    [InlineData(4000, WebSocketCloseStatus.InternalServerError)]
    public async Task P5_writer_closes_only_1000_and_no_code_end_the_stream(int? code, WebSocketCloseStatus expected)
    {
        await using var engine = await TestEngine.StartAsync();
        var (writer, reader) = await CreateAsync(engine);
        using var from = await FrameClient.OpenAsync(engine.Engine.WorkerUrl, RawChannelEnd.Url(engine.Engine, writer).PathAndQuery);
        await from.SendFrameAsync(Opcode.Text, "data"u8.ToArray());
        byte[] payload = code is { } value ? [(byte)(value >> 8), (byte)value, .. "whatever the reason"u8] : [];
        await from.SendFrameAsync(Opcode.Close, payload);
        using var to = await RawChannelEnd.OpenAsync(engine.Engine, reader);
        Assert.Equal(["data"], await to.AllAsync());
        Assert.Equal(expected, to.Socket.CloseStatus);
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_22)]
    [InlineData(IIIEngineGeneration.V0_23)]
    [InlineData(IIIEngineGeneration.V0_24)]
    [InlineData(IIIEngineGeneration.V0_25)]
    public async Task Generation_before_0_26_a_cut_looks_like_an_end(IIIEngineGeneration generation)
    {
        await using var engine = await TestEngine.StartAsync(options => options with { Generation = generation });
        var (writer, reader) = await CreateAsync(engine);
        using (var from = await RawChannelEnd.OpenAsync(engine.Engine, writer))
        {
            await from.SendAsync("data");
        }

        using var to = await RawChannelEnd.OpenAsync(engine.Engine, reader);
        Assert.Equal(["data"], await to.AllAsync());

        // What a client makes of a Close frame without a code.
        Assert.Equal(WebSocketCloseStatus.NormalClosure, to.Socket.CloseStatus);
    }

    [Fact]
    public async Task Writer_sends_more_than_a_message_may_have_stream_is_cut()
    {
        await using var engine = await TestEngine.StartAsync(options => options with { MaxMessageBytes = 1_000 });
        var (writer, reader) = await CreateAsync(engine);
        using var from = await RawChannelEnd.OpenAsync(engine.Engine, writer);
        await from.SendAsync(new byte[1_001]);
        using var to = await RawChannelEnd.OpenAsync(engine.Engine, reader);
        Assert.Empty(await to.AllAsync());
        Assert.Equal(WebSocketCloseStatus.InternalServerError, to.Socket.CloseStatus);
    }

    [Fact]
    public async Task Response_stream_cut_client_does_not_take_it_for_the_whole()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "site::page");
        await worker.BindAsync("page", "http", "site::page", """{"api_path":"/page","http_method":"GET"}""");
        using var http = new HttpClient { BaseAddress = engine.Engine.HttpUrl };
        var requesting = http.GetAsync(new Uri("/page", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        var call = await worker.NextAsync();
        using (var from = await RawChannelEnd.OpenAsync(engine.Engine, call.GetProperty("data").GetProperty("response")))
        {
            await from.SendAsync("half"u8.ToArray());
            using var response = await requesting;
            await using var body = await response.Content.ReadAsStreamAsync();
            Assert.Equal(4, await body.ReadAtLeastAsync(new byte[4], 4));
            from.Dispose();
            var problem = await Record.ExceptionAsync(() => body.ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false).AsTask());
            Assert.True(problem is IOException, problem?.ToString());
        }
    }

    [Fact]
    public async Task Request_body_cut_function_does_not_take_it_for_the_whole()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("worker", "site::upload");
        await worker.BindAsync("upload", "http", "site::upload", """{"api_path":"/upload","http_method":"POST"}""");
        using var client = await UploadAsync(engine.Engine.HttpUrl);
        var call = await worker.NextAsync();
        using var to = await RawChannelEnd.OpenAsync(engine.Engine, call.GetProperty("data").GetProperty("request_body"));
        Assert.Equal("1,2,3", await to.NextAsync());
        client.Dispose();
        Assert.Null(await to.NextAsync());
        Assert.Equal(WebSocketCloseStatus.InternalServerError, to.Socket.CloseStatus);
    }

    private static async Task<System.Net.Sockets.TcpClient> UploadAsync(Uri url)
    {
        var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(url.Host, url.Port);
        await client.GetStream().WriteAsync("POST /upload HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\nContent-Length: 6\r\n\r\n\u0001\u0002\u0003"u8.ToArray());
        return client;
    }

    private static async Task<(JsonElement Writer, JsonElement Reader)> CreateAsync(TestEngine engine)
    {
        var maker = await engine.WorkerAsync("maker");
        var result = (await maker.CallAsync("engine::channels::create")).GetProperty("result");
        return (result.GetProperty("writer"), result.GetProperty("reader"));
    }
}
