using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>An engine with a worker whose function <c>shop::pay</c> is observed.</summary>
internal sealed class ObservedShop : IAsyncDisposable
{
    private readonly ToolRun _engine;

    private ObservedShop(ToolRun engine, string url)
    {
        (_engine, Url) = (engine, url);
        Worker = ShopEngine.Worker(url, "shop");
        Worker.RegisterRawFunction(
            "shop::pay",
            (payload, _) =>
            {
                var total = JsonElement.Parse(payload.Span).GetProperty("total").GetInt32();
                return total >= 1000 ? throw new IIIException("declined", "Too much.") : ShopEngine.Json($$"""{"paid":{{total}}}""");
            },
            new FunctionOptions { RequestSchema = """{"type":"object","properties":{"total":{"type":"integer"}},"additionalProperties":false}""" });
        Worker.RegisterRawFunction("shop::seen", (_, _) => ShopEngine.Json("null"));
    }

    public string Url { get; }

    public IIIWorker Worker { get; }

    public static async Task<ObservedShop> StartAsync(Action<IIIWorker>? register = null, params string[] engineArguments)
    {
        var (engine, started) = await ToolRun.EngineAsync(engineArguments);
        var shop = new ObservedShop(engine, started.GetProperty("workers").GetString()!);
        register?.Invoke(shop.Worker);
        await shop.Worker.StartAsync();
        return shop;
    }

    /// <summary>Makes the engine one that does not list its observers, as production engines do not.</summary>
    public static void HideList(IIIWorker worker) => worker.RegisterRawFunction(
        "engine::observers::list", (_, _) => throw new IIIException(IIIErrorCodes.FunctionNotFound, "There is no such function."));

    public Task PayAsync(int total) => Worker.CallRawAsync("shop::pay", Encoding.UTF8.GetBytes($$"""{"total":{{total}}}"""));

    /// <summary>Observes <c>shop::pay</c>, and returns when the observer is active.</summary>
    public async Task<ObserverHandle> ObserveAsync(string? filter = null, string target = "shop::seen")
    {
        var observer = Worker.Observe(new ObserverSource("shop::pay") { Filter = filter }, target);
        await observer.ReadyAsync().WaitAsync(TestTimeout.Default);
        return observer;
    }

    /// <summary>The observers as the engine lists them.</summary>
    public async Task<JsonElement> ObserversAsync() =>
        JsonElement.Parse((await Worker.CallRawAsync("engine::observers::list", "{}"u8.ToArray())).Span).GetProperty("observers");

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        await _engine.DisposeAsync();
    }
}
