using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>An engine with a worker that has a few functions.</summary>
public sealed class ShopEngine : IAsyncLifetime
{
    private ToolRun _run = null!;
    private IIIWorker _worker = null!;

    internal string Url { get; private set; } = "";

    public async Task InitializeAsync()
    {
        (_run, var started) = await ToolRun.EngineAsync();
        Url = started.GetProperty("workers").GetString()!;
        _worker = Worker(Url, "shop");
        _worker.RegisterRawFunction("shop::echo", (payload, _) => ValueTask.FromResult(payload), new FunctionOptions { Description = "Gives back what it gets" });
        _worker.RegisterRawFunction("shop::fail", (_, _) => throw new IIIException("sold_out", "Nothing is left."));
        _worker.RegisterRawFunction("shop::metadata", (_, context) => Json(context.Metadata?.GetRawText() ?? "null"));
        _ = RegisterHanging(_worker, "shop::slow");
        var trigger = _worker.RegisterTrigger("http", "shop::echo", """{"api_path":"/echo","http_method":"POST"}""");
        await _worker.StartAsync();
        await trigger.WaitUntilBoundAsync();
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _run.DisposeAsync();
    }

    internal static IIIWorker Worker(string url, string name, string? space = null) => IIIWorker.Create(url, options =>
    {
        options.Name = name;
        options.Namespace = space;
        options.DrainTimeout = TimeSpan.Zero;
        options.LoggerFactory = NullLoggerFactory.Instance;
    });

    /// <summary>Adds a function that gives no answer.</summary>
    /// <returns>Ends when it is called.</returns>
    internal static Task RegisterHanging(IIIWorker worker, string functionId)
    {
        var called = new TaskCompletionSource();
        worker.RegisterRawFunction(functionId, async (_, context) =>
        {
            called.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.CancellationToken);
            return default;
        });
        return called.Task;
    }

    internal static ValueTask<ReadOnlyMemory<byte>> Json(string json) => ValueTask.FromResult<ReadOnlyMemory<byte>>(Encoding.UTF8.GetBytes(json));

    /// <summary>Runs a command against this engine.</summary>
    internal Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] arguments) => ToolRun.RunAsync([.. arguments, "--url", Url]);

    internal async Task<JsonElement> JsonAsync(params string[] arguments)
    {
        var (exitCode, output, error) = await RunAsync([.. arguments, "--json"]);
        Assert.Equal((ExitCodes.Success, ""), (exitCode, error));
        return JsonDocument.Parse(output).RootElement;
    }
}
