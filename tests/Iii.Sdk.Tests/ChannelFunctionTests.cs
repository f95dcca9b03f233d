using System.Net;
using System.Net.ServerSentEvents;
using System.Text;
using Iii.DevEngine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>Functions with the ends of channels, and http functions that stream, through the embedded engine.</summary>
public sealed class ChannelFunctionTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private IIIDevEngine _engine = null!;
    private IIIWorker _worker = null!;
    private IIIWorker _client = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, Generation = IIIEngineGeneration.V0_25 });
        _http.BaseAddress = _engine.HttpUrl;
        _worker = Create("worker").AddInstance(new Counter());
        _worker.AddFunctions();
        _client = Create("client");
        await _worker.StartAsync();
        await _client.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Ends_in_a_payload_are_opened_by_the_function_that_gets_them()
    {
        var input = await _client.CreateChannelAsync();
        var output = await _client.CreateChannelAsync();
        var copying = _client.CallAsync<Dictionary<string, object>, int>("channel::copy", new() { ["input"] = input.Reader, ["output"] = output.Writer });
        await using (input.Writer)
        {
            await input.Writer.WriteMessageAsync("text");
            await input.Writer.WriteAsync(new byte[] { 1, 2 });
        }

        Assert.Equal(["text", "1,2"], await output.Reader.ReadItemsAsync().Select(i => i.Text ?? string.Join(',', i.Bytes.ToArray())).ToListAsync());
        Assert.Equal(2, await copying);
    }

    [Fact]
    public async Task Ends_may_be_anywhere_in_a_payload()
    {
        var inputs = new[] { await _client.CreateChannelAsync(), await _client.CreateChannelAsync() };
        var output = await _client.CreateChannelAsync();
        foreach (var (input, text) in inputs.Zip(["a", "b"]))
        {
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes(text));
            await input.Writer.CompleteAsync();
        }

        await _client.CallAsync<MergeRequest, object>("channel::merge", new MergeRequest([.. inputs.Select(i => i.Reader)], output.Writer, "-"));
        var separators = new List<string>();
        Assert.Equal("ab", Encoding.UTF8.GetString(await output.Reader.ReadAllAsync(onMessage: separators.Add)));
        Assert.Equal(["-", "-"], separators);
    }

    [Fact]
    public async Task An_end_in_a_result_is_opened_by_the_caller()
    {
        await using var reader = await _client.CallAsync<int, IIIChannelReader>("channel::open", 3);
        Assert.Equal([0, 1, 2], await reader!.ReadMessagesAsync().Select(m => IIIJson.Deserialize<Line>(Encoding.UTF8.GetBytes(m))!.Qty).ToListAsync());
    }

    [Fact]
    public async Task A_reference_is_passed_on_unopened()
    {
        var input = await _client.CreateChannelAsync();
        var output = await _client.CreateChannelAsync();
        await input.Writer.WriteMessageAsync("through two");
        await input.Writer.CompleteAsync();
        Assert.Equal(1, await _client.CallAsync<Dictionary<string, IIIChannelRef>, int>("channel::forward", new() { ["input"] = input.Reader.Ref, ["output"] = output.Writer.Ref }));
        Assert.Equal(["through two"], await output.Reader.ReadMessagesAsync().ToListAsync());
    }

    [Fact]
    public async Task An_end_that_was_given_away_is_not_used_here_any_more()
    {
        var channel = await _client.CreateChannelAsync();
        Assert.True(await _client.CallAsync<Dictionary<string, IIIChannelReader>, bool>("channel::maybe", new() { ["input"] = channel.Reader }));
        await Assert.ThrowsAsync<InvalidOperationException>(() => channel.Reader.ReadAsync().AsTask());

        // And the other way round: what is used here can not be given away.
        await channel.Writer.WriteMessageAsync("mine");
        await Assert.ThrowsAsync<InvalidOperationException>(() => _client.CallAsync<Dictionary<string, IIIChannelWriter>, bool>("channel::maybe", new() { ["input"] = channel.Writer }));
    }

    [Fact]
    public async Task An_end_that_was_given_away_is_not_ended_by_its_disposal()
    {
        var input = await _client.CreateChannelAsync();
        var output = await _client.CreateChannelAsync();
        await using (output.Writer)
        {
            var copying = _client.CallAsync<Dictionary<string, object>, int>("channel::copy", new() { ["input"] = input.Reader, ["output"] = output.Writer });
            await output.Writer.DisposeAsync();
            await input.Writer.WriteMessageAsync("still open");
            await input.Writer.CompleteAsync();
            Assert.Equal(1, await copying);
        }

        Assert.Equal(["still open"], await output.Reader.ReadMessagesAsync().ToListAsync());
    }

    [Theory]
    [InlineData("{}", "false")]
    [InlineData("""{"input":null}""", "false")]
    [InlineData("""{"input":{"channel_id":"c","access_key":"k","direction":"read","more":[1]}}""", "true")]
    public async Task An_end_may_be_missing(string payload, string result) => Assert.Equal(result, await RawAsync("channel::maybe", payload));

    [Theory]
    [InlineData("""{"input":{"channel_id":"c","access_key":"secret","direction":"write"}}""", "$.input: expected the end of a channel with \"direction\":\"read\", found the one that is written to")]
    [InlineData("""{"input":{"channel_id":"c","access_key":"secret"}}""", "expected the property 'direction'")]
    [InlineData("""{"input":{"channel_id":"c","access_key":"","direction":"read"}}""", "$.input.access_key: expected a text that is not blank")]
    [InlineData("""{"input":{"channel_id":"c","access_key":"secret","direction":"both"}}""", "$.input.direction: expected \"read\" or \"write\"")]
    [InlineData("""{"input":"secret"}""", "$.input: expected an object with the end of a channel, found a string")]
    public async Task What_is_no_end_is_refused_with_the_place_and_without_the_key(string payload, string problem)
    {
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync("channel::maybe", payload));
        Assert.Equal(IIIErrorCodes.DeserializationError, error.Code);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_is_not_opened_where_nobody_can() =>
        Assert.Throws<System.Text.Json.JsonException>(() => IIIJson.Deserialize<IIIChannelReader>("""{"channel_id":"c","access_key":"k","direction":"read"}"""u8));

    [Fact]
    public async Task A_body_is_echoed_while_it_comes_in()
    {
        var bytes = new byte[3_000_000];
        Random.Shared.NextBytes(bytes);
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/x-thing");
        using var response = await _http.PostAsync("/echo/ada", content);
        Assert.Equal((HttpStatusCode.Accepted, "application/x-thing", "ada"), (response.StatusCode, response.Content.Headers.ContentType?.ToString(), response.Headers.GetValues("x-name").Single()));
        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_body_is_read_as_text_by_its_charset()
    {
        using var content = new ByteArrayContent(Encoding.Latin1.GetBytes("äöü"));
        content.Headers.ContentType = new("text/plain", "iso-8859-1");
        using var response = await _http.PostAsync("/length", content);
        Assert.Equal("\"3 3\"", await response.Content.ReadAsStringAsync());
        using var unknown = new StringContent("x");
        unknown.Headers.ContentType!.CharSet = "klingon";
        using var refused = await _http.PostAsync("/length", unknown);
        Assert.Contains("klingon", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_is_read_as_a_value()
    {
        using var response = await _http.PostAsync("/line", new StringContent("""{"item":"nail","qty":3}""", Encoding.UTF8, "application/json"));
        Assert.Equal("\"nail\"", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("multipart/form-data")]
    [InlineData("application/x-www-form-urlencoded")]
    public async Task Forms_come_as_they_were_sent(string kind)
    {
        using HttpContent form = kind.StartsWith("multipart", StringComparison.Ordinal)
            ? new MultipartFormDataContent("limit") { { new StringContent("ada"), "name" }, { new ByteArrayContent([0, 255, 13, 10]), "file", "a.bin" } }
            : new FormUrlEncodedContent([new("name", "ada & bob"), new("x", "ä")]);
        var sent = await form.ReadAsByteArrayAsync();
        using var response = await _http.PostAsync("/echo/form", form);
        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync());
        Assert.Equal(form.Headers.ContentType!.ToString(), response.Content.Headers.ContentType!.ToString());
        Assert.Equal(kind, response.Content.Headers.ContentType.MediaType);
    }

    [Fact]
    public async Task A_body_may_be_left_unread()
    {
        // The answer may come in the middle of the sending, which does not break off.
        for (var i = 0; i < 300; i++)
        {
            using var response = await _http.PostAsync("/ignores-body", new ByteArrayContent(new byte[1_000_000]));
            Assert.Equal("\"none\"", await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task Events_arrive_as_server_sent_events()
    {
        using var response = await _http.GetAsync(new Uri("/events/3", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.ToString());
        var events = await SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().ToListAsync();
        Assert.Equal([("tick", "0", "tick\n0"), ("tick", "1", "tick\n1"), ("tick", "2", "tick\n2")], events.Select(e => (e.EventType, e.EventId!, e.Data)));
        Assert.Equal("data: {\"item\":\"a\",\"qty\":1}\n\ndata: {\"item\":\"b\",\"qty\":2}\n\n", await _http.GetStringAsync("/json-events"));
    }

    [Fact]
    public async Task A_response_without_a_byte_is_complete_at_the_functions_end()
    {
        using var response = await _http.GetAsync(new Uri("/nothing", UriKind.Relative));
        Assert.Equal((HttpStatusCode.NoContent, ""), (response.StatusCode, await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_function_that_fails_early_answers_with_its_error_and_one_that_fails_late_breaks_off()
    {
        using var early = await _http.GetAsync(new Uri("/fails/early", UriKind.Relative));
        Assert.Equal(HttpStatusCode.InternalServerError, early.StatusCode);
        Assert.Contains("as_agreed", await early.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var late = await _http.GetAsync(new Uri("/fails/late", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        ChannelFunctions.Failing.SetResult();
        Assert.Equal("begun", await late.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Status_and_headers_are_set_before_the_first_byte_or_not_at_all() => Assert.Equal("too late;too late;", await _http.GetStringAsync("/late-status"));

    [Fact]
    public async Task A_header_may_come_several_times()
    {
        using var response = await _http.GetAsync(new Uri("/cookies", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("set-cookie"));
        Assert.Equal([KeyValuePair.Create("set-cookie", "a=1"), KeyValuePair.Create("set-cookie", "b=2")], (await _client.CallAsync<object?, HttpResponse<string>>("http::cookies", null))!.RepeatedHeaders);
    }

    [Fact]
    public async Task A_direct_call_of_a_function_that_streams_is_refused_with_the_reason()
    {
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync("http::nothing", "{}"));
        Assert.Equal(IIIErrorCodes.DeserializationError, error.Code);
        Assert.Contains("no channel 'response'", error.Message, StringComparison.Ordinal);
    }

    private async Task<string> RawAsync(string id, string payload) => Encoding.UTF8.GetString((await _client.CallRawAsync(id, Encoding.UTF8.GetBytes(payload))).Span);

    private IIIWorker Create(string name) => IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
    {
        options.Name = name;
        options.LoggerFactory = NullLoggerFactory.Instance;
        options.Services = new ServiceCollection().AddSingleton(new List<string>()).AddSingleton<Clock>().AddScoped<Visit>().AddScoped<Visitors>().BuildServiceProvider();
    });
}
