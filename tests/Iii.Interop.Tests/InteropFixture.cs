using System.Text;
using System.Text.Json;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Iii.Interop.Tests;

/// <summary>One engine, one worker of this SDK and one of the official Node SDK for all tests; each test has names of its own.</summary>
/// <param name="messages">Shows the line that says what is downloaded.</param>
public sealed class InteropFixture(IMessageSink messages) : IAsyncLifetime
{
    /// <summary>The key to the port with rules.</summary>
    public const string Key = "open sesame";

    private NodePeer? _node;

    public IIIDevEngine Engine { get; private set; } = null!;

    /// <summary>The worker of this SDK.</summary>
    public IIIWorker Worker { get; private set; } = null!;

    /// <summary>What the Node process has said of errors.</summary>
    public string NodeErrors => _node!.Errors;

    public async Task InitializeAsync()
    {
        Engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions
        {
            WorkerPort = 0,
            HttpPort = 0,
            StreamPort = 0,

            // The release that the official SDK of these tests was made for.
            Generation = IIIEngineGeneration.V0_23,
            HttpFunctions = new IIIHttpFunctionOptions { BlockPrivateAddresses = false, RequireHttps = false },
            Queues = new Dictionary<string, IIIQueueOptions>
            {
                ["patient"] = new() { MaxAttempts = 5, Backoff = TimeSpan.FromMilliseconds(5) },
                ["strict"] = new() { MaxAttempts = 2, Backoff = TimeSpan.FromMilliseconds(5) },
            },
            WorkerListeners =
            [
                new IIIWorkerListenerOptions { Port = 0, Rbac = Rules("node::auth") },
                new IIIWorkerListenerOptions { Port = 0, Rbac = Rules("csharp::auth") },
            ],
        });
        Worker = await ConnectAsync("csharp", Engine.WorkerUrl, static worker => worker.AddFunctions());
        _node = await NodePeer.StartAsync(Engine.WorkerUrl, line => messages.OnMessage(new DiagnosticMessage(line)));
    }

    public async Task DisposeAsync()
    {
        if (_node is not null)
        {
            await _node.DisposeAsync();
        }

        await Worker.DisposeAsync();
        await Engine.DisposeAsync();
    }

    /// <summary>Connects another worker of this SDK.</summary>
    public static async Task<IIIWorker> ConnectAsync(string name, Uri url, Action<IIIWorker>? register = null, Action<IIIWorkerOptions>? configure = null)
    {
        var worker = IIIWorker.Create(url.ToString(), options =>
        {
            options.Name = name;
            options.LoggerFactory = NullLoggerFactory.Instance;
            configure?.Invoke(options);
        });
        register?.Invoke(worker);
        await worker.StartAsync();
        return worker;
    }

    /// <summary>Calls a function, and returns the text of its result; null when it has none.</summary>
    public async Task<string?> CallAsync(string functionId, string payload = "{}")
    {
        var result = Encoding.UTF8.GetString((await Worker.CallRawAsync(functionId, Encoding.UTF8.GetBytes(payload))).Span);
        return result is "" or "null" ? null : result;
    }

    /// <summary>Has Node call a function by its SDK.</summary>
    /// <param name="more">Further fields of the request, such as <c>"metadata":1</c>.</param>
    /// <returns>The text of the result; null when Node got <c>undefined</c>.</returns>
    public async Task<string?> NodeCallsAsync(string functionId, string payload = "{}", string? more = null)
    {
        var outcome = await NodeOutcomeAsync(functionId, payload, more);
        Assert.False(outcome.TryGetProperty("error", out var error), error.ToString());
        return outcome.TryGetProperty("result", out var result) ? result.GetRawText() : null;
    }

    /// <summary>Has Node call a function that fails.</summary>
    /// <returns>The error that Node's SDK throws.</returns>
    public async Task<JsonElement> NodeFailsAsync(string functionId, string payload = "{}", string? more = null) =>
        (await NodeOutcomeAsync(functionId, payload, more)).GetProperty("error");

    /// <summary>Has Node register a function that tells what it gets.</summary>
    /// <param name="more">Further fields of the request: <c>answer</c>, <c>failures</c>, <c>options</c>.</param>
    public async Task<Func<Task<JsonElement>>> NodeListensAsync(string functionId, string? more = null)
    {
        await CallAsync("node::listen", $$"""{"function_id":"{{functionId}}"{{(more is null ? "" : "," + more)}} }""");
        return async () => JsonDocument.Parse((await CallAsync("node::next", $$"""{"function_id":"{{functionId}}"}"""))!).RootElement;
    }

    /// <summary>Has Node bind a function.</summary>
    public Task NodeBindsAsync(string name, string type, string functionId, string config, string? more = null) =>
        CallAsync("node::bind", $$"""{"name":"{{name}}","type":"{{type}}","function_id":"{{functionId}}","config":{{config}}{{(more is null ? "" : "," + more)}} }""");

    private async Task<JsonElement> NodeOutcomeAsync(string functionId, string payload, string? more) =>
        JsonDocument.Parse((await CallAsync("node::call", $$"""{"function_id":"{{functionId}}","payload":{{payload}}{{(more is null ? "" : "," + more)}} }"""))!).RootElement;

    private static IIIRbacOptions Rules(string auth) => new()
    {
        AuthFunctionId = auth,
        ExposeFunctions = [IIIFunctionFilter.Matching("public::*")],
    };
}

/// <summary>The tests that share the two workers.</summary>
[CollectionDefinition(Name)]
public sealed class InteropCollection : ICollectionFixture<InteropFixture>
{
    public const string Name = "interop";
}
