using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests.Observers;

/// <summary>Runs a worker against a scripted engine whose features each test chooses.</summary>
public abstract class ObserverTest : IAsyncLifetime
{
    /// <summary>The features of engines from 0.26 on.</summary>
    protected const string V2 = """["observe.v1","observe.v2","local-dispatch.v1"]""";

    /// <summary>The features of engine 0.25.</summary>
    protected const string V1 = """["observe.v1","local-dispatch.v1"]""";

    /// <summary>The features of engines before 0.25.</summary>
    protected const string None = "null";

    private readonly FakeEngine _engine = new();
    private readonly FakeLogCollector _log = new();
    private int _connectionCount;

    protected ObserverTest(string? workerNamespace = null)
    {
        Worker = Create(workerNamespace);
    }

    protected FakeTimeProvider Time { get; } = new();

    protected IIIWorker Worker { get; }

    /// <summary>Gets the log's lines from warnings on.</summary>
    protected IEnumerable<string> Warnings => _log.GetSnapshot().Where(r => r.Level >= LogLevel.Warning).Select(r => r.Message);

    /// <summary>Tells whether a warning, or an error, has both texts in it.</summary>
    protected bool Warned(string text, string other) =>
        Warnings.Any(w => w.Contains(text, StringComparison.Ordinal) && w.Contains(other, StringComparison.Ordinal));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        // Time must move for the waits of a stop: the scripted engine confirms nothing.
        var disposing = Worker.DisposeAsync().AsTask();
        await Eventually.EndsAsync(disposing, () => Time.Advance(TimeSpan.FromSeconds(1)));

        await disposing;
    }

    /// <summary>Reads a frame as it would come over the wire, without line breaks.</summary>
    internal static string ObserveResult(string id, string state, string? error = null, string warnings = "[]") =>
        $$"""{"type":"observeresult","id":"{{id}}","state":"{{state}}","error":{{Error(error)}},"warnings":{{warnings}}}""";

    internal static string StateChanged(string id, string state, string? reason = null, int fires = 0) =>
        $$"""{"type":"observerstatechanged","id":"{{id}}","state":"{{state}}","reason":{{Error(reason)}},"fires":{{fires}}}""";

    internal static string? Text(JsonElement frame, string name) => frame.TryGetProperty(name, out var value) ? value.GetString() : null;

    internal static string Type(JsonElement frame) => frame.GetProperty("type").GetString()!;

    /// <summary>Lists frames about observers as <c>type id</c>.</summary>
    internal static IEnumerable<string> Observers(IEnumerable<JsonElement> frames) =>
        frames.Where(f => Type(f) is "observe" or "unobserve" or "observerack").Select(f => $"{Type(f)} {Text(f, "id")}");

    private protected IIIWorker Create(string? workerNamespace) => IIIWorker.Create("ws://localhost:1", options =>
    {
        options.Name = "observing";
        options.Namespace = workerNamespace;
        options.Transport = _engine;
        options.TimeProvider = Time;
        options.LoggerFactory = new LoggerFactory([new FakeLoggerProvider(_log)], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
        options.LogScopes = false;
        options.Services = new ServiceCollection().AddSingleton(new List<string>()).AddSingleton<Clock>().AddScoped<Visit>().AddScoped<Visitors>().BuildServiceProvider();
        options.Reconnect.Jitter = 0;
    });

    /// <summary>Connects, or waits for the connection after a loss.</summary>
    /// <param name="features">What the engine says; null for one that has not introduced itself yet.</param>
    private protected async Task<FakeSession> ConnectAsync(string? features = V2, IIIWorker? worker = null)
    {
        worker ??= Worker;
        if (_connectionCount++ is 0)
        {
            _ = worker.RunAsync();
        }

        var next = _engine.NextSessionAsync();
        await Eventually.EndsAsync(next, () => Time.Advance(TimeSpan.FromMilliseconds(100)));

        var session = await next;
        await worker.WaitForConnectedAsync().WaitAsync(TestTimeout.Default);
        if (features is not null)
        {
            Introduce(session, features);
            await session.HandledAsync();
        }

        return session;
    }

    private protected void Introduce(FakeSession session, string features) =>
        session.Send($$"""{"type":"workerregistered","worker_id":"w-{{_connectionCount}}","reattach_token":"t","features":{{features}}}""");

    /// <summary>Makes an observer with a known id, and lets the engine say that it is active.</summary>
    private protected async Task<ObserverHandle> ActiveAsync(FakeSession session, string id)
    {
        var handle = Worker.Observe("a::b", "c::d", new ObserverOptions { Id = id });
        session.Send(ObserveResult(id, "pending"));
        session.Send(StateChanged(id, "active"));
        await handle.ReadyAsync().WaitAsync(TestTimeout.Default);
        return handle;
    }

    private static string Error(string? code) => code is null ? "null" : $$"""{"code":"{{code}}","message":"the reason"}""";
}
