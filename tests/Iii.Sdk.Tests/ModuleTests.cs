using System.Text.Json;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>The engine's modules, with types, through the embedded engine.</summary>
public sealed class ModuleTests : IAsyncLifetime
{
    private IIIDevEngine _engine = null!;
    private IIIWorker _worker = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        _worker = IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
        {
            options.Name = "modules";

            // The modules are in the namespace "default", whoever calls.
            options.Namespace = "shop";
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
    }

    public async Task DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task State_is_set_read_listed_and_deleted()
    {
        await _worker.StartAsync();
        var state = new IIIState(_worker);
        Assert.Null(await state.GetAsync<Line>("carts", "ada"));
        Assert.Equal(new ValueChange<Line>(null, new Line("book", 1)), await state.SetAsync("carts", "ada", new Line("book", 1)));
        Assert.Equal(new Line("book", 1), (await state.SetAsync("carts", "ada", new Line("pen", 2))).OldValue);
        await state.SetAsync("carts", "bob", new Line("ink", 3));
        Assert.Equal(new Line("pen", 2), await state.GetAsync<Line>("carts", "ada"));
        Assert.Equal([new Line("pen", 2), new Line("ink", 3)], await state.ListAsync<Line>("carts"));
        Assert.Empty(await state.ListAsync<Line>("nowhere"));
        Assert.Equal(["carts"], await state.ListScopesAsync());
        Assert.Equal(new Line("pen", 2), await state.DeleteAsync<Line>("carts", "ada"));
        Assert.Null(await state.DeleteAsync<Line>("carts", "ada"));
        Assert.Null(await state.GetAsync<int?>("carts", "ada"));
        await Assert.ThrowsAnyAsync<JsonException>(() => state.GetAsync<int>("carts", "bob"));
    }

    [Fact]
    public async Task State_is_updated_at_once_and_what_fails_is_said()
    {
        await _worker.StartAsync();
        var state = new IIIState(_worker);
        var change = await state.UpdateAsync<JsonElement>("visits", "ada", new UpdateOperations()
            .Increment("count").Increment("count", 5).Decrement("left", 2).Set("name", "Ada").Append("pages", "a").Append(["seen", "pages"], 7)
            .Merge(new Line("x", 1)).Merge(["deep", "er"], new Line("y", 2)).Remove("name"));
        Assert.Equal(JsonValueKind.Undefined, change.OldValue.ValueKind);
        Assert.Equal(
            """{"count":6,"deep":{"er":{"item":"y","qty":2}},"item":"x","left":-2,"pages":"a","qty":1,"seen":{"pages":[7]}}""",
            JsonSerializer.Serialize(change.NewValue.EnumerateObject().OrderBy(p => p.Name, StringComparer.Ordinal).ToDictionary(p => p.Name, p => p.Value)));

        var failed = await Assert.ThrowsAsync<IIIUpdateException>(() => state.UpdateAsync<JsonElement>("visits", "ada", new UpdateOperations().Increment("count").Increment("item")));
        Assert.Equal("increment.not_number", failed.Code);
        Assert.Equal(1, Assert.Single(failed.Errors).Index);
        Assert.Contains("1 of 2 operations on 'ada' of scope 'visits' failed", failed.Message, StringComparison.Ordinal);
        Assert.Contains("increment (number 2)", failed.Message, StringComparison.Ordinal);
        Assert.Equal(7, (await state.GetAsync<JsonElement>("visits", "ada")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Streams_are_listed_and_what_fails_of_an_update_is_said()
    {
        await _worker.StartAsync();
        var streams = new IIIStreams(_worker);
        await streams.SetAsync("orders", "open", "o-1", new Line("book", 1));
        await streams.SetAsync("orders", "done", "o-2", new Line("pen", 2));
        var summary = Assert.Single(await streams.ListStreamsAsync());
        Assert.Equal(("orders", "done,open"), (summary.Name, string.Join(',', summary.Groups.Order(StringComparer.Ordinal))));
        Assert.Equal(new Line("book", 3), (await streams.UpdateAsync<Line>("orders", "open", "o-1", new UpdateOperations().Increment("qty", 2))).NewValue);
        var failed = await Assert.ThrowsAsync<IIIUpdateException>(() => streams.UpdateAsync<Line>("orders", "open", "o-1", new UpdateOperations().Increment("item")));
        Assert.Equal("increment.not_number", failed.Code);
    }

    [Fact]
    public async Task Configuration_is_registered_read_set_and_listed()
    {
        await _worker.StartAsync();
        var configuration = new IIIConfiguration(_worker);
        await configuration.RegisterAsync("limits", "Limits", "How much", """{"type":"integer"}""", "5", """{"unit":"kg"}""");
        Assert.Equal(5, await configuration.GetAsync<int>("limits"));
        Assert.Equal(new ValueChange<int>(5, 6), await configuration.SetAsync("limits", 6));
        var entry = Assert.Single(await configuration.ListAsync());
        Assert.Equal(("limits", "Limits", "How much", "integer", "kg"), (entry.Id, entry.Name, entry.Description, entry.Schema!.Value.GetProperty("type").GetString(), entry.Metadata!.Value.GetProperty("unit").GetString()));
    }

    [Fact]
    public async Task The_engines_log_takes_messages_of_every_severity()
    {
        var seen = System.Threading.Channels.Channel.CreateUnbounded<string>();
        await _worker.StartAsync();

        // Functions of the log's triggers are looked for in "default", and this worker is elsewhere.
        await using var listener = IIIWorker.Create(_engine.WorkerUrl.ToString(), options => options.LoggerFactory = NullLoggerFactory.Instance);
        listener.MapFunction("log::seen", (JsonElement entry) => seen.Writer.TryWrite($"{entry.GetProperty("severity_text").GetString()} {entry.GetProperty("body").GetString()}"));
        await listener.StartAsync();
        foreach (var level in new[] { "debug", "info", "warn", "error" })
        {
            await listener.RegisterTrigger("log", "log::seen", $$"""{"level":"{{level}}"}""").WaitUntilBoundAsync();
        }

        var log = new IIIEngineLog(_worker, "shop");
        await log.DebugAsync("a");
        Assert.Equal("DEBUG a", await seen.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default));
        await log.InfoAsync("b");
        Assert.Equal("INFO b", await seen.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default));
        await log.WarnAsync("c");
        Assert.Equal("WARN c", await seen.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default));
        await log.ErrorAsync("d");
        Assert.Equal("ERROR d", await seen.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default));
    }

    [Fact]
    public async Task What_is_published_reaches_who_is_subscribed()
    {
        var got = new TaskCompletionSource<Line>();
        _worker.MapFunction("shop::on-line", [SubscribeTrigger("lines")] (Line line) => got.SetResult(line));
        await _worker.StartAsync();
        await new IIIPubSub(_worker).PublishAsync("lines", new Line("book", 4));
        Assert.Equal(new Line("book", 4), await got.Task.WaitAsync(TestTimeout.Default));
    }

    [Fact]
    public async Task A_durable_message_is_handled_and_a_failing_one_becomes_a_dead_letter_that_can_be_tried_again()
    {
        var isBroken = true;
        var handled = new TaskCompletionSource<Line>();
        _worker.MapFunction("shop::handle", [QueueTrigger("orders", MaxRetries = 0)] (Line line) =>
        {
            if (isBroken)
            {
                throw new InvalidOperationException("broken");
            }

            handled.TrySetResult(line);
        });
        await _worker.StartAsync();
        await BoundTrigger.OfAsync(_worker, "shop::handle");
        var queues = new IIIQueues(_worker);
        await queues.PublishAsync("orders", new Line("book", 5));
        IReadOnlyList<DeadLetter> letters = [];
        await Eventually.TrueAsync(async () => (letters = await queues.ListDeadLettersAsync("orders")).Count > 0);

        Assert.Equal("book", letters[0].Payload.GetProperty("item").GetString());
        Assert.Contains("broken", letters[0].Error, StringComparison.Ordinal);
        Assert.Equal(1, (await queues.GetStatisticsAsync("orders")).DeadLetterCount);
        Assert.Contains("orders", (await queues.ListAsync()).Select(q => q.Name));
        isBroken = false;
        Assert.True(await queues.RedriveMessageAsync("orders", letters[0].Id));
        Assert.Equal(new Line("book", 5), await handled.Task.WaitAsync(TestTimeout.Default));
        Assert.False(await queues.DiscardMessageAsync("orders", letters[0].Id));
        Assert.Equal(0, await queues.RedriveAsync("orders"));
    }

    [Fact]
    public async Task A_call_goes_by_way_of_a_queue()
    {
        await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions
        {
            WorkerPort = 0,
            HttpPort = 0,
            StreamPort = 0,
            Queues = new Dictionary<string, IIIQueueOptions> { ["payments"] = new() },
        });
        await using var worker = IIIWorker.Create(engine.WorkerUrl.ToString(), options => options.LoggerFactory = NullLoggerFactory.Instance);
        var got = new TaskCompletionSource<Line>();
        worker.MapFunction("pay::charge", (Line line) => got.TrySetResult(line));
        await worker.StartAsync();
        Assert.True(Guid.TryParse(await worker.EnqueueAsync("payments", "pay::charge", new Line("book", 6)), out _));
        Assert.Equal(new Line("book", 6), await got.Task.WaitAsync(TestTimeout.Default));
    }

    [Fact]
    public async Task What_is_connected_can_be_found()
    {
        _worker.MapFunction("shop::add", [HttpTrigger("GET", "/add")] (int a, int b) => a + b, new FunctionOptions { Description = "Adds", Metadata = """{"tag":1}""" });
        await _worker.StartAsync();
        await BoundTrigger.OfAsync(_worker, "shop::add");
        var discovery = new IIIDiscovery(_worker);
        var function = Assert.Single(await discovery.ListFunctionsAsync(prefix: "shop::"));
        Assert.Equal(("shop::add", "shop", "modules", "Adds"), (function.Id, function.Namespace, function.WorkerName, function.Description));
        Assert.Equal(1, function.Metadata!.Value.GetProperty("tag").GetInt32());
        Assert.NotEmpty(await discovery.ListFunctionsAsync(includeInternal: true, search: "engine::"));

        var details = await discovery.FindFunctionAsync("shop::add", "shop");
        Assert.Equal("object", details!.RequestSchema!.Value.GetProperty("type").GetString());
        Assert.Equal("integer", details.ResponseSchema!.Value.GetProperty("type").GetString());
        Assert.Equal("http", Assert.Single(details.Triggers).Type);
        Assert.Null(await discovery.FindFunctionAsync("shop::nothing"));

        var worker = (await discovery.ListWorkersAsync(runtime: "dotnet")).Single(w => w.Name == "modules");
        Assert.Equal(("shop", "connected", 1), (worker.Namespace, worker.Status, worker.FunctionCount));
        Assert.InRange(worker.ConnectedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        var found = await discovery.FindWorkerAsync("modules", "shop");
        Assert.Equal(Environment.ProcessId, found!.Pid);
        Assert.Equal("shop::add", Assert.Single(found.Functions).Id);
        Assert.Null(await discovery.FindWorkerAsync("nobody"));

        Assert.Contains("http", (await discovery.ListTriggerTypesAsync()).Select(t => t.Id));
        Assert.Equal(1, (await discovery.FindTriggerTypeAsync("http"))!.TriggerCount);
        Assert.Null(await discovery.FindTriggerTypeAsync("none"));
        Assert.Equal("/add", Assert.Single(await discovery.ListTriggersAsync("http")).Config!.Value.GetProperty("api_path").GetString());
        Assert.Empty(await discovery.ListTriggersAsync("cron"));
    }
}
