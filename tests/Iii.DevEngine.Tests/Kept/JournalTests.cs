namespace Iii.DevEngine.Tests.Kept;

/// <summary>Nothing that depends on a change leaves the engine before the change is kept.</summary>
public sealed class JournalTests : IAsyncLifetime, IDisposable
{
    private readonly GatedStorage _storage = new();
    private TestEngine _engine = null!;
    private RawWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _engine = await TestEngine.StartAsync(options => options with { OpenStorage = () => _storage });
        _worker = await _engine.WorkerAsync("w");
    }

    public async Task DisposeAsync()
    {
        _storage.Open();
        await _engine.DisposeAsync();
        Assert.True(_storage.IsDisposed);
    }

    public void Dispose() => _storage.Dispose();

    [Fact]
    public async Task An_answer_comes_after_its_change_is_kept()
    {
        await InvokeAsync("state::set", """{"scope":"s","key":"k","value":1}""");
        await _storage.BegunAsync();

        // Frames go out in order: an answer that were there already would come before this one's.
        await _worker.PingAsync();
        _storage.Pass();
        Assert.Equal("state::set", (await _worker.NextAsync()).GetProperty("function_id").GetString());
        Assert.Equal([new IIIStorageRecord("state", "s", "k", "1")], Assert.Single(_storage.Commits));
    }

    [Fact]
    public async Task Whoever_reads_a_change_waits_for_it_too()
    {
        await InvokeAsync("state::set", """{"scope":"s","key":"k","value":1}""");
        await _storage.BegunAsync();
        var reader = await _engine.WorkerAsync("reader");
        await InvokeAsync("state::get", """{"scope":"s","key":"k"}""", reader);
        await reader.PingAsync();
        _storage.Pass();
        Assert.Equal("1", (await reader.NextAsync()).GetProperty("result").GetRawText());
    }

    [Fact]
    public async Task Changes_that_come_while_another_is_written_share_one_commit()
    {
        await InvokeAsync("state::set", """{"scope":"s","key":"first","value":0}""");
        await _storage.BegunAsync();
        for (var i = 0; i < 50; i++)
        {
            await InvokeAsync("state::set", $$"""{"scope":"s","key":"k{{i}}","value":{{i}}}""");
        }

        await _worker.PingAsync();
        _storage.Open();
        for (var i = 0; i < 51; i++)
        {
            Assert.True((await _worker.NextAsync()).TryGetProperty("result", out _));
        }

        Assert.Equal([1, 50], _storage.Commits.Select(c => c.Count));
    }

    [Fact]
    public async Task A_trigger_fires_after_its_change_is_kept()
    {
        var watcher = await _engine.WorkerAsync("watcher", "m::changed");
        await watcher.BindAsync("t", "state", "m::changed", """{"scope":"s"}""");
        await InvokeAsync("state::set", """{"scope":"s","key":"k","value":1}""");
        await _storage.BegunAsync();
        await NothingComesAsync(watcher);
        _storage.Pass();
        Assert.Contains("state:created", await watcher.ServeAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_is_delivered_after_it_is_kept()
    {
        var subscriber = await _engine.WorkerAsync("subscriber", "m::mail");
        await subscriber.BindAsync("t", "durable:subscriber", "m::mail", """{"topic":"mails"}""");
        await InvokeAsync("iii::durable::publish", """{"topic":"mails","data":1}""");
        await _storage.BegunAsync();
        await NothingComesAsync(subscriber);
        _storage.Pass();
        Assert.Equal("1", await subscriber.ServeAsync());
    }

    [Fact]
    public async Task A_message_for_several_subscribers_is_kept_for_all_of_them_or_for_none()
    {
        var subscriber = await _engine.WorkerAsync("subscriber", "m::first", "m::second");
        foreach (var function in new[] { "m::first", "m::second" })
        {
            await subscriber.BindAsync(function, "durable:subscriber", function, """{"topic":"mails"}""");
        }

        await InvokeAsync("iii::durable::publish", """{"topic":"mails","data":1}""");
        await _storage.BegunAsync();
        Assert.Equal(["mails::m::first@default", "mails::m::second@default"], Assert.Single(_storage.Commits).Select(c => c.Group).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_is_not_kept_is_an_error_and_fires_nothing()
    {
        var watcher = await _engine.WorkerAsync("watcher", "m::changed");
        await watcher.BindAsync("t", "state", "m::changed", "{}");
        _storage.Failure = new IOException("The disk is full.");
        await InvokeAsync("state::set", """{"scope":"s","key":"k","value":1}""");
        await _storage.BegunAsync();
        _storage.Open();
        var error = (await _worker.NextAsync()).GetProperty("error");
        Assert.Equal("storage_failed", error.GetProperty("code").GetString());
        Assert.Contains("The disk is full.", error.GetProperty("message").GetString(), StringComparison.Ordinal);

        // The value is in memory, but nobody is told so.
        Assert.StartsWith("storage_failed: ", await _worker.ErrorAsync("state::get", """{"scope":"s","key":"k"}"""), StringComparison.Ordinal);
        Assert.StartsWith("storage_failed: ", await _worker.ErrorAsync("state::set", """{"scope":"s","key":"k","value":2}"""), StringComparison.Ordinal);
        await watcher.PingAsync();

        // Workers reach each other all the same.
        await InvokeAsync("m::changed", "3");
        Assert.Equal("3", await watcher.ServeAsync());
    }

    // Calls come from other threads than answers to pings do; they have the time of some pings to be wrong.
    private static async Task NothingComesAsync(RawWorker worker)
    {
        for (var i = 0; i < 100; i++)
        {
            await worker.PingAsync();
        }
    }

    private Task InvokeAsync(string function, string data, RawWorker? worker = null) => (worker ?? _worker).SendAsync(
        $$"""{"type":"invokefunction","invocation_id":"{{Guid.NewGuid()}}","function_id":"{{function}}","data":{{data}} }""");
}
