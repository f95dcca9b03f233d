using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;

namespace Iii.DevEngine.Tests;

/// <summary>Http triggers: who gets a request, and how it ends.</summary>
public sealed class HttpTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly HttpClient _http = new();
    private IIIDevEngine _engine = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, TimeProvider = _time });
        _http.BaseAddress = _engine.HttpUrl;
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task An_answer_after_the_time_out_is_dropped()
    {
        await using var worker = await WorkerAsync();
        await BindAsync(worker, "t1", "/slow");
        var asking = _http.GetAsync(new Uri("/slow", UriKind.Relative));
        var call = await worker.NextAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        using (var response = await asking)
        {
            Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
            Assert.Equal("", await response.Content.ReadAsStringAsync());
        }

        await worker.SendAsync($$"""{"type":"invocationresult","invocation_id":"{{IdOf(call)}}","function_id":"m::web","result":{"body":"late"} }""");
        await worker.PingAsync();
        var next = _http.GetAsync(new Uri("/slow", UriKind.Relative));
        await AnswerAsync(worker, """{"body":"in time"}""");
        using var second = await next;
        Assert.Equal("\"in time\"", await second.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_client_that_goes_away_leaves_nothing_behind()
    {
        await using var worker = await WorkerAsync();
        await BindAsync(worker, "t1", "/slow");
        using var cancel = new CancellationTokenSource();
        var asking = _http.GetAsync(new Uri("/slow", UriKind.Relative), cancel.Token);
        await worker.NextAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await Eventually.TrueAsync(async () =>
        {
            // The question itself is one.
            var info = await worker.CallAsync("engine::workers::info", """{"name":"web"}""");
            return info.GetProperty("result").GetProperty("worker").GetProperty("active_invocations").GetInt32() == 1;
        });
    }

    [Fact]
    public async Task A_function_without_a_result_keeps_its_request_until_the_time_out()
    {
        await using var worker = await WorkerAsync();
        await BindAsync(worker, "t1", "/nothing");
        var asking = _http.GetAsync(new Uri("/nothing", UriKind.Relative));
        await AnswerAsync(worker, "null");
        await worker.PingAsync();
        _time.Advance(TimeSpan.FromSeconds(30));
        using var response = await asking;
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
    }

    [Fact]
    public async Task A_condition_that_says_no_ends_the_request()
    {
        await using var worker = await WorkerAsync();
        await BindAsync(worker, "t1", "/maybe", ""","condition_function_id":"m::web" """);
        var asking = _http.GetAsync(new Uri("/maybe", UriKind.Relative));
        await AnswerAsync(worker, "false");
        using var response = await asking;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("""{"error":{"code":"CONDITION_NOT_MET","message":"Request condition not met"},"skipped":true}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_route_belongs_to_the_binding_that_came_last_and_goes_with_it()
    {
        await using var first = await WorkerAsync("m::web", "first");
        await using var second = await WorkerAsync("m::other", "second");
        await BindAsync(first, "t1", "/shared");
        await BindAsync(second, "t2", "shared", functionId: "m::other");
        var asking = _http.GetAsync(new Uri("/shared", UriKind.Relative));
        await AnswerAsync(second, """{"status_code":201}""");
        using (var response = await asking)
        {
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }

        // The first binding has lost its route: its end takes nothing away.
        await first.SendAsync("""{"type":"unregistertrigger","id":"t1"}""");
        await first.PingAsync();
        asking = _http.GetAsync(new Uri("/shared", UriKind.Relative));
        await AnswerAsync(second, """{"status_code":202}""");
        using (var response = await asking)
        {
            Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        }

        await second.SendAsync("""{"type":"unregistertrigger","id":"t2"}""");
        await second.PingAsync();
        using var gone = await _http.GetAsync(new Uri("/shared", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
    }

    [Fact]
    public async Task A_binding_registered_again_elsewhere_leaves_its_old_route_as_in_the_real_engine()
    {
        await using var worker = await WorkerAsync();
        await BindAsync(worker, "t1", "/old");
        await BindAsync(worker, "t1", "/new");
        foreach (var path in new[] { "/old", "/new" })
        {
            var asking = _http.GetAsync(new Uri(path, UriKind.Relative));
            await AnswerAsync(worker, """{"status_code":201}""");
            using var response = await asking;
            Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        }
    }

    private static string? IdOf(JsonElement call) => call.GetProperty("invocation_id").GetString();

    private static async Task AnswerAsync(RawWorker worker, string result)
    {
        var call = await worker.NextAsync();
        await worker.SendAsync($$"""{"type":"invocationresult","invocation_id":"{{IdOf(call)}}","function_id":"m::web","result":{{result}}}""");
    }

    private static async Task BindAsync(RawWorker worker, string id, string path, string extra = "", string functionId = "m::web")
    {
        await worker.SendAsync($$"""{"type":"registertrigger","id":"{{id}}","trigger_type":"http","function_id":"{{functionId}}","config":{"api_path":"{{path}}"{{extra}} } }""");
        await worker.PingAsync();
    }

    private async Task<RawWorker> WorkerAsync(string functionId = "m::web", string name = "web")
    {
        var worker = await RawWorker.ConnectAsync(_engine, name);
        await worker.RegisterAsync(functionId);
        return worker;
    }
}
