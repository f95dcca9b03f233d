using System.Net;
using System.Net.Sockets;
using Iii.DevEngine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;

namespace Iii.Tests;

/// <summary>A worker lives and dies with its host.</summary>
public sealed class HostTests : IAsyncLifetime
{
    private readonly FakeLogCollector _log = new();
    private readonly Gate _gate = new();
    private IIIDevEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    [Fact]
    public async Task Each_call_has_services_of_its_own_and_logs_by_the_hosts_loggers_with_its_ids()
    {
        using var host = await StartAsync();
        var caller = await ConnectedAsync(host);
        Assert.Equal("1", await CallAsync(caller, "basket::add"));
        Assert.Equal("1", await CallAsync(caller, "basket::add"));
        var messages = _log.GetSnapshot().Where(r => r.Message == "added").ToArray();
        Assert.Equal(2, messages.Length);
        Assert.All(messages, m => Assert.Contains(new("FunctionId", "basket::add"), Assert.IsAssignableFrom<IEnumerable<KeyValuePair<string, object?>>>(Assert.Single(m.Scopes))));
        await host.StopAsync();
    }

    [Fact]
    public async Task The_worker_is_a_client_among_the_services()
    {
        using var host = await StartAsync();
        await ConnectedAsync(host);
        Assert.Same(host.Services.GetRequiredService<IIIWorker>(), host.Services.GetRequiredService<IIIClient>());
        await host.StopAsync();
    }

    [Fact]
    public async Task A_stop_lets_running_calls_finish()
    {
        using var host = await StartAsync();
        await ConnectedAsync(host);
        await using var other = await OtherAsync();
        var call = CallAsync(other, "hosted::wait");
        await _gate.Begun.Task.WaitAsync(TestTimeout.Default);
        var stopping = host.StopAsync();
        _gate.Go.SetResult();
        Assert.Equal("\"done\"", await call);
        await stopping.WaitAsync(TestTimeout.Default);
        Assert.Equal(IIIConnectionState.Disconnected, host.Services.GetRequiredService<IIIWorker>().State);
    }

    [Fact]
    public async Task The_hosts_limit_ends_the_wait_for_running_calls()
    {
        using var host = await StartAsync(options => options.DrainTimeout = TimeSpan.FromDays(1));
        await ConnectedAsync(host);
        await using var other = await OtherAsync();
        var call = CallAsync(other, "hosted::wait");
        await _gate.Begun.Task.WaitAsync(TestTimeout.Default);
        using var limit = new CancellationTokenSource();
        var stopping = host.StopAsync(limit.Token);
        Assert.False(stopping.IsCompleted);
        await limit.CancelAsync();
        Assert.Equal(IIIErrorCodes.InvocationStopped, (await Assert.ThrowsAsync<IIIInvocationException>(() => call)).Code);
        await stopping.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task A_host_starts_without_its_engine_and_its_health_says_so()
    {
        using var host = Build(options =>
        {
            options.Url = $"ws://127.0.0.1:{FreePort()}";
            options.Reconnect.InitialDelay = TimeSpan.FromHours(1);
            options.Reconnect.MaxDelay = TimeSpan.FromHours(1);
        });
        Assert.Equal(HealthStatus.Unhealthy, (await HealthAsync(host)).Status);
        await host.StartAsync().WaitAsync(TestTimeout.Default);
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync(host)).Status);
        await host.StopAsync().WaitAsync(TestTimeout.Default);
        Assert.Equal(HealthStatus.Unhealthy, (await HealthAsync(host)).Status);
    }

    [Fact]
    public async Task A_connected_worker_is_healthy_and_one_that_lost_its_engine_degraded()
    {
        using var host = await StartAsync();
        var worker = await ConnectedAsync(host);
        var health = await HealthAsync(host);
        Assert.Equal((HealthStatus.Healthy, "Connected.", worker.Name), (health.Status, health.Description, health.Data["worker"]));
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.StateChanged += _ => lost.TrySetResult();
        await _engine.DisposeAsync();
        await lost.Task.WaitAsync(TestTimeout.Default);
        Assert.Equal(HealthStatus.Degraded, (await HealthAsync(host)).Status);
        await host.StopAsync().WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task Health_observerInError_isDegradedWithItsIdAndCode()
    {
        using var host = await StartAsync();
        var worker = await ConnectedAsync(host);
        var observer = worker.Observe("basket::add", "basket::count", new ObserverOptions { Id = "o-1", MaxFires = 0 });
        var health = await HealthAsync(host);
        Assert.Equal((HealthStatus.Degraded, "Connected. Observers in error: o-1 (INVALID_ARGS)."), (health.Status, health.Description));
        Assert.Equal(ObserverErrorCodes.InvalidArgs, Assert.IsType<Dictionary<string, string>>(health.Data["observersInError"])["o-1"]);
        await observer.DisposeAsync();
        Assert.Equal(HealthStatus.Healthy, (await HealthAsync(host)).Status);
        await host.StopAsync().WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task Health_reconnectToAnEngineWithoutAnEqualOfATrigger_isUnhealthyWithTheTrigger()
    {
        await _engine.DisposeAsync();
        _engine = await StartEngineAsync(IIIEngineGeneration.V0_24, port: 0);
        var port = _engine.WorkerUrl.Port;
        using var host = await StartAsync(options => options.Reconnect.MaxDelay = options.Reconnect.InitialDelay = TimeSpan.FromMilliseconds(50));
        var worker = await ConnectedAsync(host);
        worker.RegisterTrigger("trace", "basket::add", "{}");
        var lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        worker.StateChanged += _ => lost.TrySetResult();
        await _engine.DisposeAsync();
        await lost.Task.WaitAsync(TestTimeout.Default);
        _engine = await StartEngineAsync(IIIEngineGeneration.V0_26, port);
        await ConnectedAsync(host).WaitAsync(TestTimeout.Default);
        var health = await HealthAsync(host);
        Assert.Equal((HealthStatus.Unhealthy, "Connected. Triggers refused: trace of basket::add (UNSUPPORTED)."), (health.Status, health.Description));
        Assert.Equal(ObserverErrorCodes.Unsupported, Assert.Single(Assert.IsType<Dictionary<string, string>>(health.Data["triggersRefused"])).Value);
        await host.StopAsync().WaitAsync(TestTimeout.Default);
    }

    [Theory]
    [InlineData(null, "shop")]
    [InlineData("mine", "mine")]
    public void Name_ofAHostedWorker_isThatOfTheApplicationUnlessItHasOne(string? name, string expected)
    {
        var builder = Builder(options => options.Name = name);
        builder.Environment.ApplicationName = "shop";
        using var host = builder.Build();
        Assert.Equal(expected, host.Services.GetRequiredService<IIIWorker>().Name);
    }

    [Fact]
    public async Task A_worker_that_gives_up_stops_its_host_with_the_reason()
    {
        using var host = Build(options =>
        {
            options.Url = $"ws://127.0.0.1:{FreePort()}";
            options.Reconnect.MaxAttempts = 0;
        });
        var failure = await Assert.ThrowsAsync<IIIException>(() => host.RunAsync().WaitAsync(TestTimeout.Default));
        Assert.Equal(IIIErrorCodes.NotConnected, failure.Code);
        Assert.Contains(_log.GetSnapshot(), r => r.Level is LogLevel.Critical);
    }

    [Fact]
    public async Task A_class_with_functions_that_is_no_service_stops_the_start()
    {
        var builder = Builder(_ => { });
        builder.Services.Remove(builder.Services.Single(s => s.ServiceType == typeof(BasketFunctions)));
        using var host = builder.Build();
        Assert.Contains(nameof(BasketFunctions), (await Assert.ThrowsAsync<InvalidOperationException>(() => host.StartAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Libraries_add_to_the_hosts_one_worker()
    {
        var builder = Builder(_ => { });
        builder.Services.AddIiiWorker(worker => worker.RegisterRawFunction("library::echo", (payload, _) => ValueTask.FromResult(payload)));
        using var host = builder.Build();
        await host.StartAsync();
        var worker = await ConnectedAsync(host);
        Assert.Equal("5", await CallAsync(worker, "library::echo", "5"));
        Assert.Equal("1", await CallAsync(worker, "basket::add"));
        await host.StopAsync();
    }

    private static async Task<string> CallAsync(IIIWorker worker, string functionId, string payload = "{}") =>
        System.Text.Encoding.UTF8.GetString((await worker.CallRawAsync(functionId, System.Text.Encoding.UTF8.GetBytes(payload))).Span);

    private static async Task<HealthReportEntry> HealthAsync(IHost host) => Assert.Single((await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries).Value;

    /// <summary>The host's worker, when its functions can be called.</summary>
    private static async Task<IIIWorker> ConnectedAsync(IHost host)
    {
        var worker = host.Services.GetRequiredService<IIIWorker>();
        await worker.WaitForConnectedAsync().WaitAsync(TestTimeout.Default);

        // The engine reads in order: when it answers this, it has seen the registrations before.
        await worker.CallRawAsync("engine::workers::list", "{}"u8.ToArray()).WaitAsync(TestTimeout.Default);
        return worker;
    }

    private async Task<IIIWorker> OtherAsync()
    {
        var other = IIIWorker.Create(_engine.WorkerUrl.ToString(), options => options.Name = "other");
        await other.StartAsync();
        return other;
    }

    private async Task<IHost> StartAsync(Action<IIIWorkerOptions>? configure = null)
    {
        var host = Build(options =>
        {
            options.Url = _engine.WorkerUrl.ToString();
            configure?.Invoke(options);
        });
        await host.StartAsync();
        return host;
    }

    private IHost Build(Action<IIIWorkerOptions> configure) => Builder(configure).Build();

    private HostApplicationBuilder Builder(Action<IIIWorkerOptions> configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(new FakeLoggerProvider(_log));
        builder.Services.AddSingleton(_gate);
        builder.Services.AddScoped<Basket>();
        builder.Services.AddScoped<BasketFunctions>();
        builder.Services.AddIiiWorker(worker => worker.AddFunctions(), options =>
        {
            options.Url = _engine.WorkerUrl.ToString();
            configure(options);
        });
        builder.Services.AddHealthChecks().AddIiiWorker();
        return builder;
    }

    private static Task<IIIDevEngine> StartEngineAsync(IIIEngineGeneration generation, int port) => IIIDevEngine.StartAsync(
        new IIIDevEngineOptions { WorkerPort = port, HttpPort = 0, StreamPort = 0, Generation = generation });

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
