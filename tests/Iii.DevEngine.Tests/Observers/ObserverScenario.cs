using System.Collections.Concurrent;
using System.Text.Json;

namespace Iii.DevEngine.Tests.Observers;

/// <summary>An engine with raw workers that know observers: frames are written and read by hand.</summary>
internal sealed class ObserverScenario : IAsyncDisposable
{
    public const string V1 = "\"observe.v1\"";
    public const string V2 = "\"observe.v1\",\"observe.v2\",\"local-dispatch.v1\",\"large-messages.v1\"";

    private readonly ConcurrentBag<RawWorker> _workers = [];

    private ObserverScenario(TestEngine engine) => Engine = engine;

    public TestEngine Engine { get; }

    public TestClock Time => Engine.Time;

    public static async Task<ObserverScenario> StartAsync(Func<IIIDevEngineOptions, IIIDevEngineOptions>? configure = null) =>
        new(await TestEngine.StartAsync(configure));

    /// <summary>Connects a worker.</summary>
    /// <param name="first">The frame that goes ahead of its name.</param>
    public async Task<RawWorker> WorkerAsync(string name, string features = V2, string? space = null, string? first = null)
    {
        var worker = await RawWorker.ConnectAsync(Engine.Engine.WorkerUrl, name, space, features, first);
        _workers.Add(worker);
        return worker;
    }

    /// <summary>Connects a worker that hosts functions and knows observers.</summary>
    public async Task<RawWorker> HostAsync(string name, params string[] functions)
    {
        var worker = await WorkerAsync(name);
        foreach (var function in functions)
        {
            await RegisterAsync(worker, function);
        }

        return worker;
    }

    /// <summary>Registers a function, and returns the engine's confirmation.</summary>
    public static async Task<JsonElement> RegisterAsync(RawWorker worker, string function, string extra = "")
    {
        await worker.SendAsync($$"""{"type":"registerfunction","id":"{{function}}"{{extra}}}""");
        return await worker.NextAsync("functionregistered");
    }

    /// <summary>Observes, and returns the engine's answer.</summary>
    /// <param name="source">Further fields of the source.</param>
    /// <param name="extra">Further fields of the frame.</param>
    public static async Task<JsonElement> ObserveAsync(RawWorker worker, string id, string sourceId, string targetId, string source = "",
        string extra = "")
    {
        await worker.SendAsync(ObserveFrame(id, sourceId, targetId, source, extra));
        return await worker.NextAsync("observeresult");
    }

    public static string ObserveFrame(string id, string sourceId, string targetId, string source = "", string extra = "") =>
        $$"""{"type":"observe","id":"{{id}}","source":{"function_id":"{{sourceId}}"{{source}}},"target":{"function_id":"{{targetId}}"}{{extra}}}""";

    /// <summary>Observes, lets the host accept, and returns when the observer is active.</summary>
    public static async Task ActivateAsync(RawWorker worker, RawWorker host, string id, string sourceId, string targetId,
        string source = "", string extra = "")
    {
        Assert.Equal("pending", State(await ObserveAsync(worker, id, sourceId, targetId, source, extra)));
        await AcceptAsync(host, await host.NextAsync("observeradded"));
        Assert.Equal("active", State(await worker.NextAsync("observerstatechanged")));
    }

    /// <summary>Accepts an observer that was announced.</summary>
    public static Task AcceptAsync(RawWorker host, JsonElement added) =>
        AckAsync(host, added.GetProperty("function_id").GetString()!, added.GetProperty("observer").GetProperty("id").GetString()!,
            added.GetProperty("revision").GetInt64());

    public static Task AckAsync(RawWorker host, string functionId, string id, long revision, string? error = null)
    {
        var reason = error is null ? "" : $$""","error":{"code":"{{error}}","message":"as told"}""";
        return host.SendAsync($$"""{"type":"observerack","function_id":"{{functionId}}","namespace":"default","id":"{{id}}","revision":{{revision}}{{reason}}}""");
    }

    public static string State(JsonElement frame) => frame.GetProperty("state").GetString()!;

    /// <summary>The code of a refusal or a reason; null when there is none.</summary>
    public static string? Code(JsonElement frame) =>
        frame.TryGetProperty("error", out var error) || frame.TryGetProperty("reason", out error) ? error.GetProperty("code").GetString()
            : null;

    /// <summary>Calls a function that a host runs, and returns what the caller gets. All activations of it have been sent then.</summary>
    public static async Task<JsonElement> CallAsync(RawWorker caller, RawWorker host, string function, string data = "{}",
        string answer = "\"result\":1", string extra = "")
    {
        await caller.SendAsync($$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"{{function}}","data":{{data}}{{extra}}}""");
        await AnswerAsync(host, await host.NextAsync("invokefunction"), answer);
        var result = await caller.NextAsync("invocationresult");
        await host.PingAsync();
        return result;
    }

    public static Task AnswerAsync(RawWorker host, JsonElement call, string answer = "\"result\":1") => host.SendAsync(
        $$"""{"type":"invocationresult","invocation_id":"{{call.GetProperty("invocation_id").GetString()}}","function_id":"{{call.GetProperty("function_id").GetString()}}",{{answer}}}""");

    /// <summary>Takes the next activation, answers it, and returns its frame.</summary>
    public static async Task<JsonElement> ActivationAsync(RawWorker target, string answer = "\"result\":null")
    {
        var call = await target.NextAsync("invokefunction");
        Assert.True(call.TryGetProperty("activation", out _), call.ToString());
        await AnswerAsync(target, call, answer);
        return call;
    }

    /// <summary>Asks the engine for an observer.</summary>
    public static async Task<JsonElement> GetAsync(RawWorker worker, string id)
    {
        var answer = await worker.CallAsync("engine::observers::get", $$"""{"id":"{{id}}"}""");
        return answer.TryGetProperty("result", out var result) ? result.GetProperty("observer") : answer.GetProperty("error");
    }

    public static async Task<long> DroppedAsync(RawWorker worker, string id, string code) =>
        (await GetAsync(worker, id)).GetProperty("dropped").TryGetProperty(code, out var count) ? count.GetInt64() : 0;

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await Engine.DisposeAsync();
    }
}
