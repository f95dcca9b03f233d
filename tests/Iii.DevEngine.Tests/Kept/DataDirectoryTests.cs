using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Iii.DevEngine.Tests.Kept;

/// <summary>An engine with a directory, ended and started again.</summary>
public sealed class DataDirectoryTests : IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly string _directory = Directory.CreateTempSubdirectory("iii-data-").FullName;
    private TestEngine? _engine;
    private RawWorker _caller = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task State_is_found_again_in_its_order()
    {
        var worker = await RestartAsync();
        await worker.ResultAsync("state::set", """{"scope":"s","key":"b","value":{"z":1.0,"a":[null,"\u0000é"]}}""");
        await worker.ResultAsync("state::set", """{"scope":"s","key":"a","value":1}""");
        await worker.ResultAsync("state::set", """{"scope":"gone","key":"x","value":1}""");
        await worker.ResultAsync("state::set", """{"scope":"nul","key":"a\u0000b","value":1}""");
        await worker.ResultAsync("state::set", """{"scope":"nul","key":"a\u0000c","value":2}""");
        await worker.ResultAsync("state::delete", """{"scope":"gone","key":"x"}""");
        await worker.ResultAsync("state::update", """{"scope":"s","key":"b","ops":[{"type":"increment","path":"n","by":2}]}""");
        var before = await worker.ResultAsync("state::list", """{"scope":"s"}""");
        worker = await RestartAsync();
        Assert.Equal(before, await worker.ResultAsync("state::list", """{"scope":"s"}"""));
        Assert.Equal("""{"groups":["nul","s"]}""", await worker.ResultAsync("state::list_groups"));
        Assert.Equal("2", await worker.ResultAsync("state::get", """{"scope":"nul","key":"a\u0000c"}"""));
        Assert.Equal("1", await worker.ResultAsync("state::get", """{"scope":"nul","key":"a\u0000b"}"""));
    }

    [Fact]
    public async Task Streams_are_found_again()
    {
        var worker = await RestartAsync();
        foreach (var (stream, group, id) in new[] { ("chat", "lobby", "m2"), ("chat", "lobby", "m1"), ("chat", "other", "m1"), ("orders", "open", "o1") })
        {
            await worker.ResultAsync("stream::set", $$"""{"stream_name":"{{stream}}","group_id":"{{group}}","item_id":"{{id}}","data":"{{stream}} {{id}}"}""");
        }

        worker = await RestartAsync();
        Assert.Equal("""{"count":2,"stream":[{"groups":["lobby","other"],"id":"chat"},{"groups":["open"],"id":"orders"}]}""", await worker.ResultAsync("stream::list_all"));
        Assert.Equal("""["chat m2","chat m1"]""", await worker.ResultAsync("stream::list", """{"stream_name":"chat","group_id":"lobby"}"""));
    }

    [Fact]
    public async Task Messages_that_were_not_acknowledged_are_delivered_in_their_order_and_others_are_not()
    {
        var worker = await SubscribedAsync("fifo");
        foreach (var data in new[] { "1", "2", "3" })
        {
            await PublishAsync(data);
        }

        Assert.Equal("1", await worker.ServeAsync());
        Assert.Equal("2", (await worker.NextAsync()).GetProperty("data").GetRawText());
        worker = await SubscribedAsync("fifo");
        Assert.Equal("2", await worker.ServeAsync());
        Assert.Equal("3", await worker.ServeAsync());
        await StatsAsync("mails", depth: 0, dead: 0);
        worker = await SubscribedAsync("fifo");
        await StatsAsync("mails", depth: 0, dead: 0);
        await worker.PingAsync();
    }

    [Fact]
    public async Task A_failure_counts_beyond_the_end_and_its_back_off_goes_on()
    {
        var worker = await SubscribedAsync("standard");
        await PublishAsync("1");
        await worker.ServeAsync(error: "first");
        await _engine!.Time.WaitsAsync(TimeSpan.FromSeconds(5));

        // The clock of the next engine stands where this one's stood: all of the back-off is left.
        worker = await SubscribedAsync("standard");
        await _engine!.Time.PassAsync(TimeSpan.FromSeconds(5));
        await worker.ServeAsync(error: "second");
        await StatsAsync("mails", depth: 0, dead: 1);
    }

    [Fact]
    public async Task A_failure_that_is_tried_again_in_its_place_counts_beyond_the_end()
    {
        var worker = await SubscribedAsync("fifo");
        await PublishAsync("1");
        await worker.ServeAsync(error: "first");
        await _engine!.Time.WaitsAsync(TimeSpan.FromSeconds(5));
        worker = await SubscribedAsync("fifo");
        await worker.ServeAsync(error: "second");
        await StatsAsync("mails", depth: 0, dead: 1);
    }

    [Fact]
    public async Task Dead_letters_stay_until_they_are_driven_back_or_discarded()
    {
        await RestartAsync();
        foreach (var data in new[] { "1", "2", "3" })
        {
            await _caller.CallAsync("m::pay", data, ""","action":{"type":"enqueue","queue":"once"}""");
            await StatsAsync("once", depth: 0, dead: int.Parse(data, CultureInfo.InvariantCulture));
        }

        var before = await _caller.ResultAsync("engine::queue::dlq_messages", """{"topic":"once"}""");
        await RestartAsync();
        Assert.Equal(before, await _caller.ResultAsync("engine::queue::dlq_messages", """{"topic":"once"}"""));
        using var letters = JsonDocument.Parse(before!);
        Assert.Equal(["3", "2", "1"], letters.RootElement.EnumerateArray().Select(l => l.GetProperty("payload").GetRawText()));

        var gone = letters.RootElement[0].GetProperty("id").GetString();
        Assert.Equal($$"""{"message_id":"{{gone}}","queue":"once","redriven":1}""", await _caller.ResultAsync("iii::queue::discard_message", $$"""{"queue":"once","message_id":"{{gone}}"}"""));
        var worker = await _engine!.WorkerAsync("worker", "m::pay");
        Assert.Equal("""{"queue":"once","redriven":2}""", await _caller.ResultAsync("iii::queue::redrive", """{"queue":"once"}"""));
        Assert.Equal("1", await worker.ServeAsync());
        Assert.Equal("2", await worker.ServeAsync());
        await StatsAsync("once", depth: 0, dead: 0);
        await RestartAsync();
        await StatsAsync("once", depth: 0, dead: 0);
    }

    [Fact]
    public async Task A_dead_letter_that_was_driven_back_waits_again_beyond_the_end()
    {
        var worker = await SubscribedAsync("standard");
        await PublishAsync("1");
        await worker.ServeAsync(error: "first");
        await _engine!.Time.PassAsync(TimeSpan.FromSeconds(5));
        await worker.ServeAsync(error: "second");
        await StatsAsync("mails", depth: 0, dead: 1);
        await _caller.ResultAsync("iii::queue::redrive", """{"queue":"mails"}""");
        await worker.NextAsync();
        worker = await SubscribedAsync("standard");
        Assert.Equal("1", await worker.ServeAsync());
        await StatsAsync("mails", depth: 0, dead: 0);
    }

    [Fact]
    public async Task A_call_that_was_not_answered_is_made_again_with_all_that_belongs_to_it()
    {
        await RestartAsync();
        var worker = await RawWorker.ConnectAsync(_engine!.Engine, "worker", "shop");
        await worker.RegisterAsync("m::pay");
        await _caller.CallAsync("m::pay", "7", ""","namespace":"shop","traceparent":"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01","action":{"type":"enqueue","queue":"default"}""");
        var first = await worker.NextAsync();
        await worker.DisposeAsync();
        await StopAsync();
        _engine = await StartAsync();

        // It is tried at once and fails, for nobody has the function yet.
        await _engine.Time.WaitsAsync(TimeSpan.FromSeconds(1));
        worker = await RawWorker.ConnectAsync(_engine.Engine, "worker", "shop");
        await worker.RegisterAsync("m::pay");
        _engine.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await worker.NextAsync();
        foreach (var field in new[] { "function_id", "data", "traceparent" })
        {
            Assert.Equal(first.GetProperty(field).GetRawText(), second.GetProperty(field).GetRawText());
        }

        await worker.DisposeAsync();
    }

    [Fact]
    public async Task A_second_engine_on_the_same_directory_is_refused()
    {
        await RestartAsync();
        var error = await Assert.ThrowsAsync<IOException>(() => StartAsync());
        Assert.Equal($"'{Path.Combine(_directory, "engine.db")}' is in use, probably by another engine. Stop that, or choose another directory.", error.Message);
    }

    [Theory]
    [InlineData("state", "What is kept under 'k' of 's' (state) is damaged: ")]
    [InlineData("queue", "of 'mails' (queue) is damaged: ")]
    public async Task A_damaged_record_is_named(string collection, string problem)
    {
        await RestartAsync();
        await _caller.ResultAsync("state::set", """{"scope":"s","key":"k","value":1}""");
        await PublishAsync("1");
        await StopAsync();
        Change($"UPDATE records SET json = '{{' WHERE collection = CAST('{collection}' AS BLOB)");

        // The first one lets go of the file: the second is told the same.
        foreach (var _ in new[] { 1, 2 })
        {
            var error = await Assert.ThrowsAsync<IOException>(() => StartAsync());
            Assert.Contains(problem, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("PRAGMA user_version = 2", "version 2 of the engine's tables; this engine knows version 1 only")]
    [InlineData("PRAGMA application_id = 7", "not one of this engine")]
    public async Task A_file_of_another_kind_is_refused(string change, string problem)
    {
        await RestartAsync();
        await StopAsync();
        Change(change);

        var error = await Assert.ThrowsAsync<IOException>(() => StartAsync());
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory, "engine.db"), new string('x', 8192));
        var error = await Assert.ThrowsAsync<IOException>(() => StartAsync());
        Assert.Contains("is not a database", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_that_can_not_be_made_is_refused()
    {
        var file = Path.Combine(_directory, "file");
        await File.WriteAllTextAsync(file, "");
        var error = await Assert.ThrowsAsync<IOException>(() => IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 }.WithDataDirectory(Path.Combine(file, "data"))));
        Assert.Contains(Path.Combine(file, "data"), error.Message, StringComparison.Ordinal);
    }

    private void Change(string text)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory, "engine.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = text;
        command.ExecuteNonQuery();
    }

    private Task<TestEngine> StartAsync() => TestEngine.StartAsync(options => options.WithDataDirectory(_directory) with
    {
        Queues = new Dictionary<string, IIIQueueOptions> { ["once"] = new() { MaxAttempts = 1 } },
    });

    private async Task StopAsync()
    {
        if (_engine is not null)
        {
            await _engine.DisposeAsync();
            _engine = null;
        }
    }

    /// <summary>Ends the engine, starts another one, and connects somebody who calls its functions.</summary>
    private async Task<RawWorker> RestartAsync()
    {
        await StopAsync();
        _engine = await StartAsync();
        return _caller = await _engine.WorkerAsync("caller");
    }

    private async Task<RawWorker> SubscribedAsync(string type)
    {
        await RestartAsync();
        var worker = await _engine!.WorkerAsync("worker", "m::mail");

        // Not with a ping: a message that was kept may come before its answer.
        await worker.SendAsync($$"""{"type":"registertrigger","id":"t","trigger_type":"durable:subscriber","function_id":"m::mail","config":{"topic":"mails","queue_config":{"type":"{{type}}","maxRetries":1,"backoffDelayMs":5000} } }""");
        await StatsAsync("mails", stats => stats.Contains("\"consumer_count\":1", StringComparison.Ordinal));
        return worker;
    }

    private Task<string?> PublishAsync(string data) => _caller.ResultAsync("iii::durable::publish", $$"""{"topic":"mails","data":{{data}}}""");

    /// <summary>Returns when a queue holds just so many messages.</summary>
    private Task StatsAsync(string topic, int depth, int dead) => StatsAsync(topic, stats => stats.EndsWith($"\"depth\":{depth},\"dlq_depth\":{dead}}}", StringComparison.Ordinal));

    private async Task StatsAsync(string topic, Func<string, bool> isReached)
    {
        using var patience = new CancellationTokenSource(s_patience);
        string? stats;
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            stats = await _caller.ResultAsync("engine::queue::topic_stats", $$"""{"topic":"{{topic}}"}""");
        }
        while (!isReached(stats!));
    }
}
