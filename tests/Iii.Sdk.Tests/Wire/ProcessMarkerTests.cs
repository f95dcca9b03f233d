using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>The files by which workers without a supervisor are found. The numbers are those of the design's scenarios 19.9.</summary>
[Collection(AloneCollection.Name)]
public sealed class ProcessMarkerTests : IDisposable
{
    private readonly string? _homeBefore = Environment.GetEnvironmentVariable("HOME");
    private readonly string? _profileBefore = Environment.GetEnvironmentVariable("USERPROFILE");
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("iii-marker");
    private readonly LoopbackEngine _engine = new();

    public ProcessMarkerTests()
    {
        Environment.SetEnvironmentVariable("HOME", _home.FullName);
        Environment.SetEnvironmentVariable("USERPROFILE", _home.FullName);
    }

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("HOME", _homeBefore);
        Environment.SetEnvironmentVariable("USERPROFILE", _profileBefore);
        _engine.Dispose();
        _home.Delete(recursive: true);
    }

    [Fact]
    public async Task M1_Marker_twoWorkers_haveOneEachAndTheOtherStays()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await using var one = Worker("one", "?token=secret");
        await using var two = Worker("two", "/p");
        _ = one.RunAsync();
        var first = await ConnectedAsync();
        _ = two.RunAsync();
        var second = await ConnectedAsync();
        Assert.Equal(2, Files().Length);
        var markers = Files().Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement).OrderBy(m => m.GetProperty("name").GetString(), StringComparer.Ordinal).ToArray();
        Assert.Equal(["one", "two"], markers.Select(m => m.GetProperty("name").GetString()));
        Assert.Equal([_engine.Url, _engine.Url + "/p"], markers.Select(m => m.GetProperty("url").GetString()));
        Assert.All(markers, m =>
        {
            Assert.Equal(["name", "pid", "sdk", "started_at", "url"], m.EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
            Assert.Equal((Environment.ProcessId, "dotnet"), (m.GetProperty("pid").GetInt32(), m.GetProperty("sdk").GetString()));
            Assert.InRange(m.GetProperty("started_at").GetInt64(), before, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        });
        Assert.All(Files(), f => Assert.Matches($"^worker-{Environment.ProcessId}-[0-9]+\\.json$", Path.GetFileName(f)));
        await one.StopAsync();
        Assert.Equal("two", JsonDocument.Parse(File.ReadAllText(Assert.Single(Files()))).RootElement.GetProperty("name").GetString());
        await two.StopAsync();
        Assert.Empty(Files());
        first.Dispose();
        second.Dispose();
    }

    [Fact]
    public async Task M1_Marker_workerIsRefused_isRemoved()
    {
        await using var worker = Worker("one", "");
        var running = worker.RunAsync();
        using var session = await ConnectedAsync();
        Assert.Single(Files());
        await session.SendAsync("""{"type":"registrationrejected","code":"WORKER_NAMESPACE_CONFLICT","namespace":"default","worker_name":"one","owner_worker_id":"w"}""");
        await Assert.ThrowsAsync<IIIRegistrationRejectedException>(() => running.WaitAsync(TestTimeout.Default));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task M2_Marker_fileStandsInThePlaceOfTheFolder_startSucceeds()
    {
        await File.WriteAllTextAsync(Path.Combine(_home.FullName, ".iii"), "");
        await using var worker = Worker("one", "");
        _ = worker.RunAsync();
        (await ConnectedAsync()).Dispose();
    }

    [Fact]
    public async Task M2_Marker_thereIsNoHome_startSucceeds()
    {
        Environment.SetEnvironmentVariable("HOME", null);
        Environment.SetEnvironmentVariable("USERPROFILE", null);
        await using var worker = Worker("one", "");
        _ = worker.RunAsync();
        (await ConnectedAsync()).Dispose();
    }

    [Fact]
    public async Task Marker_switchedOff_isNotWritten()
    {
        await using var worker = Worker("one", "", options => options.ProcessMarker = false);
        _ = worker.RunAsync();
        using var session = await ConnectedAsync();
        Assert.Empty(Files());
    }

    private string[] Files() => Path.Combine(_home.FullName, ".iii", "run") is var folder && Directory.Exists(folder) ? Directory.GetFiles(folder) : [];

    private async Task<LoopbackSession> ConnectedAsync()
    {
        var session = await _engine.AcceptAsync();
        await session.NextCallAsync("engine::workers::register");
        return session;
    }

    private IIIWorker Worker(string name, string more, Action<IIIWorkerOptions>? configure = null) => IIIWorker.Create(_engine.Url + more, options =>
    {
        options.Name = name;
        options.LoggerFactory = NullLoggerFactory.Instance;
        options.DrainTimeout = TimeSpan.Zero;
        configure?.Invoke(options);
    });
}
