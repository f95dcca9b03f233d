namespace Iii.DevEngine.Tests;

/// <summary>An engine on free ports, with a clock that stands still until it is moved.</summary>
internal sealed class TestEngine : IAsyncDisposable
{
    private readonly List<RawWorker> _workers = [];

    private TestEngine(IIIDevEngine engine, TestClock time) => (Engine, Time) = (engine, time);

    public IIIDevEngine Engine { get; }

    public TestClock Time { get; }

    public static async Task<TestEngine> StartAsync(Func<IIIDevEngineOptions, IIIDevEngineOptions>? configure = null)
    {
        var time = new TestClock(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var options = new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, TimeProvider = time };
        return new TestEngine(await IIIDevEngine.StartAsync(configure?.Invoke(options) ?? options), time);
    }

    /// <summary>Connects a worker that has these functions.</summary>
    public async Task<RawWorker> WorkerAsync(string name, params string[] functions)
    {
        var worker = await RawWorker.ConnectAsync(Engine, name);
        _workers.Add(worker);
        foreach (var function in functions)
        {
            await worker.RegisterAsync(function);
        }

        return worker;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
        }

        await Engine.DisposeAsync();
    }
}
