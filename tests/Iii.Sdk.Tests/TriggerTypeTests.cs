using System.Threading.Channels;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>Trigger types that a worker provides, and what becomes of triggers, through the embedded engine.</summary>
public sealed class TriggerTypeTests : IAsyncLifetime
{
    private readonly Channel<string> _said = Channel.CreateUnbounded<string>();
    private IIIDevEngine _engine = null!;
    private IIIWorker _provider = null!;
    private IIIWorker _binder = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, Generation = IIIEngineGeneration.V0_24 });
        _provider = Create("provider");
        _binder = Create("binder");
        _binder.RegisterRawFunction("b::on", (payload, context) =>
        {
            _said.Writer.TryWrite($"{System.Text.Encoding.UTF8.GetString(payload.Span)} {context.Metadata}");
            return ValueTask.FromResult<ReadOnlyMemory<byte>>("7"u8.ToArray());
        });
        await _provider.StartAsync();
        await _binder.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _binder.DisposeAsync();
        await _provider.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Triggers_are_bound_fired_and_taken_back()
    {
        var type = Provide();
        var trigger = _binder.RegisterTrigger("row-change", "b::on", new Line("orders", 1), new TriggerOptions { Metadata = """{"tenant":"t"}""" });
        await trigger.WaitUntilBoundAsync();
        Assert.Equal("bind orders", await NextAsync());
        var binding = Assert.Single(type.Bindings);
        Assert.Equal((trigger.Id, "b::on", "default", "t"), (binding.Id, binding.FunctionId, binding.Namespace, binding.Metadata!.Value.GetProperty("tenant").GetString()));

        Assert.Equal(0, await type.FireAsync(5, b => b.Config!.Item == "customers"));
        Assert.Equal(1, await type.FireAsync(5, b => b.Config!.Item == "orders"));
        Assert.Equal("""5 {"tenant":"t"}""", await NextAsync());
        Assert.Equal(7, await binding.CallAsync<int>(6));
        Assert.Equal("""6 {"tenant":"t"}""", await NextAsync());

        Assert.True(trigger.Unregister());
        Assert.Equal("unbind orders", await NextAsync());
        Assert.Empty(type.Bindings);
    }

    [Fact]
    public async Task A_binding_is_fired_in_the_namespace_that_it_was_made_in()
    {
        await using var shop = IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
        {
            options.Name = "shop";
            options.Namespace = "shop";
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        shop.RegisterRawFunction("b::on", (payload, _) =>
        {
            _said.Writer.TryWrite($"shop {System.Text.Encoding.UTF8.GetString(payload.Span)}");
            return ValueTask.FromResult(payload);
        });
        await shop.StartAsync();
        var type = Provide();
        await shop.RegisterTrigger("row-change", "b::on", new Line("orders", 1)).WaitUntilBoundAsync();
        Assert.Equal("bind orders", await NextAsync());
        Assert.Equal("shop", Assert.Single(type.Bindings).Namespace);
        Assert.Equal(1, await type.FireAsync(5));
        Assert.Equal("shop 5", await NextAsync());
    }

    [Fact]
    public async Task A_trigger_waits_for_its_type_and_is_bound_again_when_the_provider_comes_back()
    {
        var trigger = _binder.RegisterTrigger("row-change", "b::on", new Line("orders", 1));
        using (var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(20)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => trigger.WaitUntilBoundAsync(impatient.Token));
        }

        Provide();
        await trigger.WaitUntilBoundAsync();
        Assert.Equal("bind orders", await NextAsync());
        await _provider.DisposeAsync();
        Assert.Equal("unbind orders", await NextAsync());

        _provider = Create("provider");
        Provide();
        await _provider.StartAsync();
        Assert.Equal("bind orders", await NextAsync());
    }

    [Fact]
    public async Task A_provider_that_refuses_is_heard_by_the_binder()
    {
        _provider.RegisterTriggerType<Line, int>("row-change", (binding, _) => throw (binding.Config!.Qty is 0 ? new IIIException("no_such_table", "There is no table.") : new InvalidOperationException("Broken.")));
        await Eventually.NotNullAsync(() => new IIIDiscovery(_binder).FindTriggerTypeAsync("row-change"));

        var rejection = await RefusedAsync("row-change", new Line("orders", 0));
        Assert.Equal(("row-change", "b::on", "no_such_table", "There is no table."), (rejection.Type, rejection.FunctionId, rejection.Code, rejection.Message));
        rejection = await RefusedAsync("row-change", new Line("orders", 1));
        Assert.Equal((IIIErrorCodes.TriggerRegistrationFailed, "Broken."), (rejection.Code, rejection.Message));
        Assert.Equal(IIIErrorCodes.TriggerRegistrationFailed, (await RefusedAsync("row-change", 5)).Code);
    }

    [Fact]
    public async Task A_handler_that_fails_to_unbind_keeps_no_trigger_and_the_stop_waits_for_the_others()
    {
        var unbound = 0;
        var type = _provider.RegisterTriggerType<Line, int>("row-change", null, async (binding, _) =>
        {
            await Task.Yield();
            Interlocked.Increment(ref unbound);
            throw new InvalidOperationException("Broken.");
        });
        await _binder.RegisterTrigger("row-change", "b::on", new Line("orders", 1)).WaitUntilBoundAsync();
        await _binder.RegisterTrigger("row-change", "b::on", new Line("customers", 1)).WaitUntilBoundAsync();
        await Eventually.TrueAsync(() => type.Bindings.Count == 2);

        await _provider.DisposeAsync();
        Assert.Equal(2, unbound);
        Assert.Empty(type.Bindings);
    }

    [Fact]
    public async Task Who_waits_for_a_trigger_hears_that_it_was_taken_back()
    {
        var trigger = _binder.RegisterTrigger("nobody-provides-this", "b::on", "{}");
        var waiting = trigger.WaitUntilBoundAsync();
        trigger.Unregister();
        Assert.Equal(IIIErrorCodes.TriggerUnregistered, (await Assert.ThrowsAsync<IIIException>(() => waiting)).Code);
    }

    [Fact]
    public async Task The_engine_refuses_what_it_can_not_bind()
    {
        var rejection = await RefusedAsync("cron", new Dictionary<string, string> { ["expression"] = "never" });
        Assert.Equal(IIIErrorCodes.TriggerRegistrationFailed, rejection.Code);
        Assert.Contains("never", rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_type_that_is_taken_back_is_no_more()
    {
        var type = Provide();
        var trigger = _binder.RegisterTrigger("row-change", "b::on", new Line("orders", 1));
        await trigger.WaitUntilBoundAsync();
        Assert.Equal("bind orders", await NextAsync());
        Assert.Throws<InvalidOperationException>(() => Provide());
        Assert.True(type.Unregister());
        Assert.False(type.Unregister());
        Assert.Equal("unbind orders", await NextAsync());

        // The engine keeps the type until the provider leaves, and asks; there is an answer.
        Assert.Equal(IIIErrorCodes.TriggerTypeNotFound, (await RefusedAsync("row-change", new Line("orders", 1))).Code);
    }

    [Fact]
    public async Task The_schemas_of_a_type_can_be_found()
    {
        _provider.RegisterTriggerType<Line, int>("described", options: new TriggerTypeOptions { Description = "Rows", ConfigSchema = """{"type":"object"}""", PayloadSchema = """{"type":"integer"}""" });
        var found = await Eventually.NotNullAsync(() => new IIIDiscovery(_binder).FindTriggerTypeAsync("described"));

        Assert.Equal(("Rows", "provider"), (found.Type.Description, found.Type.WorkerName));
        Assert.Equal(("object", "integer"), (found.ConfigSchema!.Value.GetProperty("type").GetString(), found.PayloadSchema!.Value.GetProperty("type").GetString()));
    }

    [Fact]
    public async Task Types_have_their_own_schemas()
    {
        _provider.RegisterTriggerType<Line, int>("typed");
        _provider.RegisterFunction<Line, Line[]>("typed::function", (line, _) => ValueTask.FromResult<Line[]?>([line!]));
        var found = await Eventually.NotNullAsync(() => new IIIDiscovery(_binder).FindTriggerTypeAsync("typed"));

        Assert.Equal(("Line", "integer"), (found.ConfigSchema!.Value.GetProperty("title").GetString(), found.PayloadSchema!.Value.GetProperty("type").GetString()));
        var function = await Eventually.NotNullAsync(() => new IIIDiscovery(_binder).FindFunctionAsync("typed::function"));

        Assert.Equal("string", function.RequestSchema!.Value.GetProperty("properties").GetProperty("item").GetProperty("type").GetString());
        Assert.Equal("array", function.ResponseSchema!.Value.GetProperty("type").GetString());
    }

    [Fact]
    public async Task A_function_that_another_worker_has_is_refused_and_the_worker_goes_on()
    {
        var rejected = new TaskCompletionSource<FunctionRejection>();
        _provider.FunctionRejected += r => rejected.TrySetResult(r);
        _provider.MapFunction("b::on", () => 1);
        var rejection = await rejected.Task.WaitAsync(TestTimeout.Default);
        Assert.Equal(("b::on", "FUNCTION_NAMESPACE_CONFLICT", "default"), (rejection.FunctionId, rejection.Code, rejection.Namespace));
        Assert.Equal(7, await _provider.CallAsync<int, int>("b::on", 1));
    }

    /// <summary>A trigger counts as bound as soon as its provider was asked; what the provider says comes later.</summary>
    private async Task<TriggerRejection> RefusedAsync<[IIIJson] TConfig>(string type, TConfig config)
    {
        var rejections = Channel.CreateUnbounded<TriggerRejection>();
        void OnRejected(TriggerRejection rejection) => rejections.Writer.TryWrite(rejection);
        _binder.TriggerRejected += OnRejected;
        var trigger = _binder.RegisterTrigger(type, "b::on", config);
        TriggerRejection rejection;
        do
        {
            rejection = await rejections.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default);
        }
        while (rejection.TriggerId != trigger.Id);
        _binder.TriggerRejected -= OnRejected;
        Assert.Equal((rejection.Code, rejection.Message), (trigger.Error!.Code, trigger.Error.Message));
        Assert.Equal(rejection.Code, (await Assert.ThrowsAsync<IIIException>(() => trigger.WaitUntilBoundAsync())).Code);
        return rejection;
    }

    private IIITriggerType<Line, int> Provide() => _provider.RegisterTriggerType<Line, int>(
        "row-change",
        (binding, _) =>
        {
            _said.Writer.TryWrite($"bind {binding.Config!.Item}");
            return ValueTask.CompletedTask;
        },
        (binding, _) =>
        {
            _said.Writer.TryWrite($"unbind {binding.Config!.Item}");
            return ValueTask.CompletedTask;
        });

    private async Task<string> NextAsync() => await _said.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default);

    private IIIWorker Create(string name) => IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
    {
        options.Name = name;
        options.LoggerFactory = NullLoggerFactory.Instance;
    });
}
