namespace Iii.DevEngine.Tests.Kept;

/// <summary>Engines that are started one after the other on the same directory.</summary>
internal sealed class KeptEngine
{
    private TestEngine? _engine;
    private RawWorker? _caller;

    public string Directory { get; } = System.IO.Directory.CreateTempSubdirectory("iii-data-").FullName;

    /// <summary>The one that runs.</summary>
    public TestEngine Engine => _engine!;

    /// <summary>A worker of it without functions.</summary>
    public RawWorker Caller => _caller!;

    public Task<TestEngine> StartAsync() => TestEngine.StartAsync(options => options.WithDataDirectory(Directory) with
    {
        Queues = new Dictionary<string, IIIQueueOptions> { ["once"] = new() { MaxAttempts = 1 } },
    });

    public async Task StopAsync()
    {
        if (_engine is not null)
        {
            // Its workers are connected to the end.
            await _engine.Engine.DisposeAsync();
            await _engine.DisposeAsync();
            _engine = null;
        }
    }

    /// <summary>Ends the engine, starts another one, and connects its caller.</summary>
    public async Task<RawWorker> RestartAsync()
    {
        await StopAsync();
        _engine = await StartAsync();
        return _caller = await _engine.WorkerAsync("caller");
    }

    /// <summary>Ends the engine, and deletes the directory.</summary>
    public async Task EndAsync()
    {
        await StopAsync();
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
