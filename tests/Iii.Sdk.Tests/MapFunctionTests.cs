using System.Text;
using Iii.DevEngine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>Lambdas, local functions and methods become functions at run time.</summary>
public sealed class MapFunctionTests : IAsyncLifetime
{
    private IIIDevEngine _engine = null!;
    private IIIWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        _worker = IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
        {
            options.Name = "mapping";
            options.LoggerFactory = NullLoggerFactory.Instance;
            options.Services = new ServiceCollection().AddSingleton(new StringBuilder("said:")).BuildServiceProvider();
        });
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task A_lambda_answers_with_what_it_caught()
    {
        var factor = 2.5;
        _worker.MapFunction("map::scale", (double value) => value * factor);
        await _worker.StartAsync();
        factor = 3;
        Assert.Equal("6", await RawAsync("map::scale", """{"value":2}"""));
        Assert.Equal("15", await RawAsync("map::scale", "5"));
    }

    [Fact]
    public async Task Defaults_params_and_whole_payloads_are_bound_as_a_methods()
    {
        _worker.MapFunction("map::defaults", (int a, int b = 7, params int[] more) => a + b + more.Sum());
        _worker.MapFunction("map::whole", async (AddRequest request, CancellationToken token) =>
        {
            await Task.Yield();
            token.ThrowIfCancellationRequested();
            return request with { A = request.B, B = request.A };
        });
        _worker.MapFunction("map::nothing", () => { });
        await _worker.StartAsync();
        Assert.Equal("8", await RawAsync("map::defaults", """{"a":1}"""));
        Assert.Equal("15", await RawAsync("map::defaults", """{"a":1,"b":2,"more":[5,7]}"""));
        Assert.Equal("""{"a":2,"b":1}""", await RawAsync("map::whole", """{"a":1,"b":2}"""));
        Assert.Equal("null", await RawAsync("map::nothing", "null"));
    }

    [Fact]
    public async Task Local_functions_methods_and_own_delegates_do_as_well()
    {
        static string Greet(string name, string greeting = "Hello") => $"{greeting} {name}";
        Pairing pair = (left, right) => left + right;
        var list = new List<int>();
        _worker.MapFunction("map::local", Greet);
        _worker.MapFunction("map::static", Math.Cbrt);
        _worker.MapFunction("map::instance", list.Add);
        _worker.MapFunction("map::delegate", pair);
        await _worker.StartAsync();
        Assert.Equal("\"Hello Ada\"", await RawAsync("map::local", """{"name":"Ada"}"""));
        Assert.Equal("2", await RawAsync("map::static", "8"));
        Assert.Equal("null", await RawAsync("map::instance", """{"item":4}"""));
        Assert.Equal([4], list);
        Assert.Equal("\"ab\"", await RawAsync("map::delegate", """{"left":"a","right":"b"}"""));
    }

    [Fact]
    public async Task Context_services_and_triggers_belong_to_it_too()
    {
        _worker.MapFunction("map::http", [HttpTrigger("GET", "/map/:name")] (string name, IIIContext context, [FromServices] StringBuilder said) => $"{said}{name} {context.FunctionId}");
        await _worker.StartAsync();
        await BoundTrigger.OfAsync(_worker, "map::http");
        using var http = new HttpClient { BaseAddress = _engine.HttpUrl };
        Assert.Equal("\"said:Ada map::http\"", await http.GetStringAsync("/map/Ada"));
        Assert.Equal("\"said:Bob map::http\"", await RawAsync("map::http", """{"name":"Bob"}"""));
    }

    [Fact]
    public async Task It_is_mapped_after_the_start_and_taken_back_again()
    {
        await _worker.StartAsync();
        var name = "map::" + Guid.NewGuid().ToString("N");
        var registration = _worker.MapFunction(name, (int value) => -value, new FunctionOptions { Description = "Negates" });
        Assert.Equal("-1", await RawAsync(name, "1"));
        Assert.Contains("Negates", await RawAsync("engine::functions::info", $$"""{"function_id":"{{name}}"}"""), StringComparison.Ordinal);
        Assert.True(registration.Unregister());
        Assert.Equal("function_not_found", (await Assert.ThrowsAsync<IIIInvocationException>(() => RawAsync(name, "1"))).Code);
    }

    [Fact]
    public void The_same_id_twice_is_an_error_at_the_call()
    {
        _worker.MapFunction("map::twice", () => 1);
        Assert.Contains("map::twice", Assert.Throws<InvalidOperationException>(() => _worker.MapFunction("map::twice", () => 2)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_that_the_generator_can_not_see_says_what_to_do()
    {
        Func<string, Delegate, FunctionOptions?, IIIRegistration> map = _worker.MapFunction;
        Assert.Contains("Call it directly", Assert.Throws<InvalidOperationException>(() => map("map::hidden", () => 1, null)).Message, StringComparison.Ordinal);
    }

    private async Task<string> RawAsync(string id, string payload) =>
        Encoding.UTF8.GetString((await _worker.CallRawAsync(id, Encoding.UTF8.GetBytes(payload))).Span) is { Length: > 0 } text ? text : "null";

    internal delegate string Pairing(string left, string right);
}
