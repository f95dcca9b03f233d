using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>The body of a request and its response, as channels.</summary>
public sealed class HttpStreamingTests : IAsyncLifetime, IDisposable
{
    private TestEngine _engine = null!;
    private HttpClientOfEngine _http = null!;
    private RawWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync();
        _http = new HttpClientOfEngine(_engine);
        _worker = await _engine.WorkerAsync("w", "m::web");
        await HttpClientOfEngine.BindAsync(_worker, "m::web", "POST", "/upload/:name");
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_body_that_is_no_json_is_only_in_its_channel()
    {
        var asking = _http.SendAsync("POST", "/upload/a", new ByteArrayContent([1, 2, 3]));
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        Assert.Equal(JsonValueKind.Null, payload.GetProperty("body").ValueKind);
        using var body = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("request_body"));
        Assert.Equal(["1,2,3"], await body.AllAsync());
        await HttpClientOfEngine.AnswerAsync(_worker, call, """{"body":1}""");
        using var response = await asking;
        Assert.Equal("1", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_of_json_is_in_the_payload_and_in_its_channel_as_it_came()
    {
        var asking = _http.SendAsync("POST", "/upload/a", HttpClientOfEngine.Json("""{ "b": 1.50, "a": [] }"""));
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        Assert.Equal("""{"a":[],"b":1.5}""", payload.GetProperty("body").GetRawText());
        using var body = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("request_body"));
        Assert.Equal([string.Join(',', """{ "b": 1.50, "a": [] }"""u8.ToArray())], await body.AllAsync());
        await HttpClientOfEngine.AnswerAsync(_worker, call, "{}");
        (await asking).Dispose();
    }

    [Fact]
    public async Task A_request_without_a_body_has_an_empty_channel()
    {
        var asking = _http.SendAsync("POST", "/upload/a");
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        using var body = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("request_body"));
        Assert.Empty(await body.AllAsync());
        await HttpClientOfEngine.AnswerAsync(_worker, call, "{}");
        (await asking).Dispose();
    }

    [Fact]
    public async Task Status_and_headers_come_as_messages_before_the_bytes()
    {
        var asking = _http.SendAsync("POST", "/upload/a");
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        using var response = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("response"));
        await response.SendAsync("""{"type":"set_status","status_code":201}""");
        await response.SendAsync("""{"type":"set_status","status_code":600}""");
        await response.SendAsync("""{"type":"set_headers","headers":{"content-type":"text/plain","x-number":1,"x-a":"1","bad name":"x"}}""");
        await response.SendAsync("""{"type":"set_headers","headers":{"x-a":"2"}}""");
        await response.SendAsync("no json at all");
        await response.SendAsync("first "u8.ToArray());
        using var answer = await asking;
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("text/plain", answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(["2"], answer.Headers.GetValues("x-a"));
        Assert.False(answer.Headers.Contains("x-number"));

        // What has begun goes on after the function's end and after the time-out, and what it says of the head comes too late.
        await HttpClientOfEngine.AnswerAsync(_worker, call, """{"status_code":500,"body":"late"}""");
        _engine.Time.Advance(TimeSpan.FromMinutes(10));
        await response.SendAsync("""{"type":"set_status","status_code":202}""");
        await response.SendAsync("second"u8.ToArray());
        var reading = answer.Content.ReadAsStringAsync();
        Assert.False(reading.IsCompleted);
        await response.CloseAsync();
        Assert.Equal("first second", await reading);
    }

    [Fact]
    public async Task The_first_bytes_reach_the_client_before_the_last_are_written()
    {
        var asking = _http.SendAsync("POST", "/upload/a");
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        using var response = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("response"));
        await response.SendAsync([]);
        using var answer = await asking;
        using var stream = await answer.Content.ReadAsStreamAsync();
        var buffer = new byte[8];
        await response.SendAsync("one"u8.ToArray());
        Assert.Equal(3, await stream.ReadAtLeastAsync(buffer, 3));
        await response.SendAsync("two"u8.ToArray());
        Assert.Equal(3, await stream.ReadAtLeastAsync(buffer, 3));
        await response.CloseAsync();
        Assert.Equal(0, await stream.ReadAsync(buffer));
        await HttpClientOfEngine.AnswerAsync(_worker, call, null);
    }

    [Fact]
    public async Task A_channel_that_is_closed_without_bytes_is_a_response_without_a_body()
    {
        var asking = _http.SendAsync("POST", "/upload/a");
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        using var response = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("response"));
        await response.SendAsync("""{"type":"set_status","status_code":204}""");
        await HttpClientOfEngine.AnswerAsync(_worker, call, "null");
        await response.CloseAsync();
        using var answer = await asking;
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal("", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_function_may_answer_first_and_the_channels_are_gone_then()
    {
        var asking = _http.SendAsync("POST", "/upload/a");
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        await HttpClientOfEngine.AnswerAsync(_worker, call, """{"status_code":202}""");
        using var answer = await asking;
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        await answer.Content.ReadAsStringAsync();
        foreach (var end in new[] { "request_body", "response" })
        {
            using var socket = new ClientWebSocket();
            socket.Options.CollectHttpResponseDetails = true;
            await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(RawChannelEnd.Url(_engine.Engine, payload.GetProperty(end)), CancellationToken.None));
            Assert.Equal(HttpStatusCode.NotFound, socket.HttpStatusCode);
        }
    }

    [Fact]
    public async Task An_error_before_the_first_bytes_is_the_answer()
    {
        var asking = _http.SendAsync("POST", "/upload/a");
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        using var response = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("response"));
        await response.SendAsync("""{"type":"set_status","status_code":201}""");
        await HttpClientOfEngine.AnswerAsync(_worker, call, null, """{"code":"broken","message":"it broke"}""");
        using var answer = await asking;
        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.StartsWith("""{"error":{"code":"broken","error_id":""", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_body_goes_through_in_pieces_while_the_function_reads()
    {
        var bytes = new byte[5_000_000];
        Random.Shared.NextBytes(bytes);
        var asking = _http.SendAsync("POST", "/upload/a", new ByteArrayContent(bytes));
        var (call, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        using var body = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("request_body"));
        using var response = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("response"));
        using var answer = await EchoAsync(body, response, asking);
        Assert.Equal(bytes, await answer.Content.ReadAsByteArrayAsync());
        await HttpClientOfEngine.AnswerAsync(_worker, call, null);
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_what_is_streamed_to_it()
    {
        var asking = _http.SendAsync("POST", "/upload/a");
        var (_, payload) = await HttpClientOfEngine.CalledAsync(_worker, "m::web");
        using var response = await RawChannelEnd.OpenAsync(_engine.Engine, payload.GetProperty("response"));
        await response.SendAsync([1]);
        (await asking).Dispose();
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            while (true)
            {
                await response.SendAsync(new byte[100_000]);
            }
        });
    }

    private static async Task<HttpResponseMessage> EchoAsync(RawChannelEnd body, RawChannelEnd response, Task<HttpResponseMessage> asking)
    {
        var echoing = Task.Run(async () =>
        {
            while (await body.NextAsync() is { } item)
            {
                await response.SendAsync([.. item.Split(',').Select(byte.Parse)]);
            }

            await response.CloseAsync();
        });
        var answer = await asking;
        await answer.Content.LoadIntoBufferAsync();
        await echoing;
        return answer;
    }
}
