using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Iii.DevEngine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>Real calls over real sockets, through the embedded engine.</summary>
public sealed class ThroughTheEngineTests : IAsyncLifetime
{
    private IIIDevEngine _engine = null!;
    private IIIWorker _worker = null!;
    private IIIWorker _client = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions
        {
            WorkerPort = 0,
            HttpPort = 0,
            StreamPort = 0,

            // Among the triggers of this assembly are some that newer engines have no equal of.
            Generation = IIIEngineGeneration.V0_25,
        });
        _worker = Create("tests", options => options.Services = new ServiceCollection().AddSingleton(new List<string>()).AddSingleton<Clock>().AddScoped<Visit>().AddScoped<Visitors>().BuildServiceProvider());
        _worker.AddInstance(new Counter()).AddFunctions();
        await _worker.StartAsync();
        _client = Create("client");
        await _client.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _client.DisposeAsync();
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task A_typed_call_is_answered() =>
        Assert.Equal(3, await _client.CallAsync<AddRequest, double>("test::add", new AddRequest(1, 2)));

    [Fact]
    public async Task Nested_types_travel() =>
        Assert.Equal(5, await _client.CallAsync<Order, int>("test::count", new Order("o", [new Line("a", 2), new Line("b", 3)])));

    [Theory]
    [InlineData("""{"name":"Ada"}""", "\"Hello Ada\"")]
    [InlineData("""{"name":"Ada","loud":true}""", "\"HELLO Ada\"")]
    [InlineData("""{"NAME":"Ada"}""", "\"Hello Ada\"")]
    public async Task Parameters_are_bound_by_name_with_their_defaults(string payload, string result) => Assert.Equal(result, await RawAsync("test::greet", payload));

    [Fact]
    public async Task A_single_parameter_takes_a_payload_that_is_its_value() => Assert.Equal("\"x\"", await RawAsync("test::later", "\"x\""));

    [Fact]
    public async Task The_time_limit_of_an_attribute_ends_a_call() =>
        Assert.Equal(IIIErrorCodes.Timeout, (await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync("test::limited", "{}"))).Code);

    [Fact]
    public async Task Bytes_are_the_json_itself()
    {
        Assert.Equal("""{"a":[1,2.5]}""", await RawAsync("test::slice", """{"first":{"a":[1,2.5]}}"""));
        Assert.Equal("null", await RawAsync("test::slice", """{"first":5,"second":1}"""));
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var response = await http.PostAsync("/raw", new StringContent("""{"b":"x","a":null}""", Encoding.UTF8, "application/json"));
        Assert.Equal("""{"a":null,"b":"x"}""", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"unit":"cm","values":[1,2.5]}""", """{"count":2,"sum":3.5}""")]
    [InlineData("""{"unit":"cm"}""", """{"count":0,"sum":0}""")]
    public async Task Params_may_be_missing_and_tuples_are_objects(string payload, string result) => Assert.Equal(result, await RawAsync("test::sum", payload));

    [Fact]
    public async Task Tuples_are_objects_over_http_too()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        Assert.Equal("""{"first":null,"others":[{"item":"a","qty":1}]}""", await http.GetStringAsync("/tuple"));
    }

    [Theory]
    [InlineData("""{"tenant":"t","retries":"7","line":{"item":"i","qty":1}}""", "t 1 7 3 i")]
    [InlineData("""{"TENANT":"a","Tenant":"b"}""", "b 1 3 2 ")]
    [InlineData("""{"TENANT":"a","tenant":"b","Tenant":"c"}""", "b 1 3 3 ")]
    public async Task Metadata_is_bound(string metadata, string result) =>
        Assert.Equal($"\"{result}\"", await RawAsync("test::metadata", """{"value":1}""", metadata));

    [Theory]
    [InlineData("test::metadata", null, "The call's metadata has no property 'tenant', which the function needs.")]
    [InlineData("test::metadata", "[1]", "The call's metadata has no property 'tenant', which the function needs.")]
    [InlineData("test::metadata", """{"tenant":"t","line":{"item":"secret","qty":"x"}}""", "The metadata does not fit the function's parameters at $.line.qty: expected a number that fits Int32, found a string.")]
    [InlineData("test::metadata-only", "5", "The metadata does not fit the function's parameters at $: expected an object (Iii.Tests.Line), found a number.")]
    public async Task Metadata_that_does_not_fit_is_refused(string id, string? metadata, string message)
    {
        var problem = await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync(id, """{"value":1}""", metadata));
        Assert.Equal("deserialization_error", problem.Code);
        Assert.Contains(message, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metadata_may_be_missing() => Assert.Equal("-1", await RawAsync("test::metadata-only", "null"));

    [Fact]
    public async Task Value_tasks_are_waited_for()
    {
        Assert.Equal("21", await RawAsync("test::value-task", """{"number":42}"""));
        Assert.Equal("21", await RawAsync("test::value-task", """{"number":42,"wait":true}"""));
        Assert.Equal("null", await RawAsync("test::empty-value-task", "1"));
        Assert.Equal("too_small", (await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync("test::empty-value-task", "0"))).Code);
    }

    [Fact]
    public async Task Elements_that_come_one_by_one_are_collected()
    {
        Assert.Equal("[0,1,4]", await RawAsync("test::squares", """{"count":3}"""));
        Assert.Equal("[]", await RawAsync("test::squares", """{"count":0}"""));
        Assert.Equal("too_many", (await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync("test::squares", """{"count":9}"""))).Code);
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        Assert.Equal("[0,1]", await http.GetStringAsync("/squares/2"));
    }

    [Fact]
    public async Task Instance_methods_keep_their_instance()
    {
        Assert.Equal("1", await RawAsync("test::next", "null"));
        Assert.Equal("2", await RawAsync("test::next", "null"));
    }

    [Fact]
    public async Task The_caller_is_known()
    {
        var id = await RawAsync("test::context", "{}");
        Assert.True(Guid.TryParse(JsonSerializer.Deserialize<string>(id), out _));
    }

    [Theory]
    [InlineData("test::fail", "{}", "invocation_failed", "it broke")]
    [InlineData("test::fail", """{"code":"no_stock"}""", "no_stock", "as agreed")]
    [InlineData("test::nan", "{}", "serialization_error", "NaN")]
    [InlineData("test::count", """{"id":"o","lines":[{"item":"a","qty":1},{"item":"b","qty":true}]}""", "deserialization_error", "$.lines[1].qty: expected a number that fits Int32, found a boolean")]
    [InlineData("test::greet", "{}", "deserialization_error", "the property 'name'")]
    [InlineData("test::missing", "{}", "function_not_found", "Function test::missing not found in namespace default.")]
    public async Task Errors_keep_their_code_and_say_what_is_wrong(string function, string payload, string code, string message)
    {
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync(function, payload));
        Assert.Equal(code, error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Null_reaches_a_parameter_that_is_not_nullable_as_in_System_Text_Json()
    {
        Assert.Equal("\"Hello \"", await RawAsync("test::greet", "{\"name\":null}"));
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync("test::greet", "{\"name\":\"x\",\"loud\":null}"));
        Assert.Equal(IIIErrorCodes.DeserializationError, error.Code);
    }

    [Fact]
    public async Task Http_requests_are_bound_from_route_and_query()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        Assert.Equal("\"HELLO Ada\"", await http.GetStringAsync("/greet/Ada?loud=true"));
    }

    [Theory]
    [InlineData("/search/name?deep=true", "Name True  ")]
    [InlineData("/search/TEXT?deep=False&limit=-5&other=-1", "Text False -5 None")]
    [InlineData("/search/1?deep=TRUE&other=name,text", "Name True  Name, Text")]
    [InlineData("/search/name%2Ctext?deep=true", "Name, Text True  ")]
    [InlineData("/search/9?deep=true", "9 True  ")]
    [InlineData("/find?kind=text&deep=False", "Text False")]
    [InlineData("/find?KIND=-1", "None ")]
    public async Task Text_becomes_what_the_parameter_is(string url, string result)
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        Assert.Equal($"\"{result}\"", await http.GetStringAsync(url));
    }

    [Theory]
    [InlineData("/search/nonsense?deep=true", "$.kind")]
    [InlineData("/search/name?deep=perhaps", "$.deep")]
    [InlineData("/search/name?deep=true&limit=many", "$.limit")]
    [InlineData("/search/name", "deep")]
    public async Task Text_that_does_not_fit_is_a_bad_request(string url, string place)
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var response = await http.GetAsync(url);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(place, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typed_requests_and_responses_carry_status_and_headers()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var response = await http.PutAsync("/orders/7", new StringContent("""{"id":"7","lines":[{"item":"a","qty":1}]}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/orders/7", response.Headers.Location?.ToString());
        Assert.Equal("\"1\"", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Void_functions_answer_http_with_204()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var response = await http.DeleteAsync(new Uri("/orders/7", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
    }

    [Fact]
    public async Task Properties_of_a_body_are_bound_by_name_and_null_is_a_value()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var response = await http.PostAsync("/tags", new StringContent("""{"name":null,"tags":["a","b"],"extra":null}""", Encoding.UTF8, "application/json"));
        Assert.Equal("112", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_route_and_the_body_make_one_payload()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var response = await http.PatchAsync("/lines/nail?qty=3", new StringContent("""{"item":"screw"}""", Encoding.UTF8, "application/json"));
        Assert.Equal("""{"item":"nail","qty":3}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_body_that_does_not_fit_is_a_bad_request()
    {
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        using var response = await http.PutAsync("/orders/7", new StringContent("""{"lines":5}""", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("deserialization_error", body.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_second_owner_of_an_id_is_refused_and_the_first_keeps_it()
    {
        await using var second = Create("second");
        second.RegisterRawFunction("test::add", (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>("0"u8.ToArray()));
        await second.StartAsync();
        Assert.Equal(3, await _client.CallAsync<AddRequest, double>("test::add", new AddRequest(1, 2)));
    }

    [Fact]
    public async Task A_second_worker_of_the_same_name_fails_for_good()
    {
        await using var second = Create("tests");
        await Assert.ThrowsAsync<IIIRegistrationRejectedException>(() => second.RunAsync().WaitAsync(TestTimeout.Default));
        Assert.Equal(IIIConnectionState.Failed, second.State);
    }

    [Fact]
    public async Task Callers_of_a_worker_that_leaves_are_told()
    {
        var leaving = Create("leaving", o => o.DrainTimeout = TimeSpan.Zero);
        var isRunning = new TaskCompletionSource();
        leaving.RegisterRawFunction("test::hang", async (_, _) =>
        {
            isRunning.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan);
            return default;
        });
        await leaving.StartAsync();
        var call = _client.CallRawAsync("test::hang", default);
        await isRunning.Task.WaitAsync(TestTimeout.Default);
        await leaving.DisposeAsync();
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => call);
        Assert.Equal(IIIErrorCodes.InvocationStopped, error.Code);
    }

    [Fact]
    public async Task Ten_thousand_functions_are_registered_and_found()
    {
        await using var large = Create("large");
        for (var i = 0; i < 10_000; i++)
        {
            var result = Encoding.UTF8.GetBytes($"{i}");
            large.RegisterRawFunction($"large::f{i}", (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(result));
        }

        await large.StartAsync();
        Assert.Equal("9999", await RawAsync("large::f9999", "{}"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public async Task Payloads_of_many_megabytes_go_both_ways(int megabytes)
    {
        var text = new string('x', megabytes << 20);
        Assert.Equal(text, await _client.CallAsync<string, string>("test::later", text));
    }

    [Fact]
    public async Task Many_calls_at_once_get_their_own_answers()
    {
        var calls = Enumerable.Range(0, 5_000).Select(i => _client.CallAsync<AddRequest, double>("test::add", new AddRequest(i, 1))).ToArray();
        var results = await Task.WhenAll(calls);
        Assert.Equal(Enumerable.Range(1, 5_000).ToArray(), Array.ConvertAll(results, r => (int)r));
    }

    [Fact]
    public async Task Schemas_reach_the_engine()
    {
        var info = JsonDocument.Parse(await RawAsync("engine::functions::info", """{"function_id":"test::count"}""")).RootElement;
        var lines = info.GetProperty("request_schema").GetProperty("properties").GetProperty("lines");
        Assert.Equal("#/$defs/Line", lines.GetProperty("items").GetProperty("$ref").GetString());
        Assert.Equal("integer", info.GetProperty("response_schema").GetProperty("type").GetString());
    }

    private IIIWorker Create(string name, Action<IIIWorkerOptions>? configure = null) => IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
    {
        options.Name = name;
        options.LoggerFactory = NullLoggerFactory.Instance;
        options.ConnectTimeout = options.CallTimeout = TestTimeout.Default;
        configure?.Invoke(options);
    });

    private async Task<string> RawAsync(string function, string payload, string? metadata = null) =>
        Encoding.UTF8.GetString((await _client.CallRawAsync(function, Encoding.UTF8.GetBytes(payload), new CallOptions { Metadata = Encoding.UTF8.GetBytes(metadata ?? "") })).Span);
}
