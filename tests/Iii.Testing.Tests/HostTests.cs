using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using Iii.DevEngine;

namespace Iii.Testing.Tests;

public sealed class HostTests
{
    [Fact]
    public async Task A_worker_is_called_through_its_engine()
    {
        await using var host = await TestHosts.StartAsync();
        Assert.Equal(3, await host.Client.AddAsync());
    }

    [Fact]
    public async Task Http_triggers_are_called_without_a_port()
    {
        await using var host = await TestHosts.StartAsync();
        using var stub = host.Stub<Charge, Receipt>("payments::charge", charge => new Receipt($"{charge!.Order}-{charge.Amount}"));
        using var response = await host.Http.PostAsJsonAsync("/orders/o-7/pay", new { amount = 12.5 });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("\"o-7-12.5\"", await response.Content.ReadAsStringAsync());
        Assert.Equal("http", (await host.WaitForInvocationAsync("orders::pay")).TriggerType);
        using var missing = await host.Http.GetAsync("/nowhere");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Channels_and_streams_need_no_ports_either()
    {
        await using var host = await TestHosts.StartAsync();
        var channel = await host.Client.CreateChannelAsync();
        var counting = host.Client.CallAsync<Dictionary<string, IIIChannelReader>, int>("files::count", new() { ["data"] = channel.Reader });
        await using (var writer = channel.Writer)
        {
            await writer.WriteAsync(new byte[100_000]);
        }

        Assert.Equal(100_000, await counting);

        using var socket = new ClientWebSocket();
        using var client = new HttpMessageInvoker(host.CreateHandler());
        await socket.ConnectAsync(host.Engine.StreamUrl, client, CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("""{"type":"join","data":{"subscriptionId":"s","streamName":"chat","groupId":"g"}}"""), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), new CancellationTokenSource(IIITestHost.DefaultPatience).Token);
        Assert.Contains("sync", Encoding.UTF8.GetString(buffer, 0, received.Count), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IIIEngineGeneration.V0_24, null, false)]
    [InlineData(IIIEngineGeneration.V0_25, null, true)]
    [InlineData(null, IIIEngineGeneration.V0_24, false)]
    [InlineData(IIIEngineGeneration.V0_25, IIIEngineGeneration.V0_24, true)]
    [InlineData(null, null, true)]
    public async Task Generation_is_that_of_the_engine(IIIEngineGeneration? ofHost, IIIEngineGeneration? ofEngine, bool sendsCapabilities)
    {
        await using var host = await IIITestHost.StartAsync(options: new IIITestHostOptions { Generation = ofHost, Engine = new IIIDevEngineOptions { Generation = ofEngine } });
        using var http = new HttpClient(host.CreateHandler());
        using var response = await http.GetAsync(new UriBuilder(host.Engine.WorkerUrl) { Scheme = "http" }.Uri);
        Assert.Equal((HttpStatusCode.BadRequest, sendsCapabilities), (response.StatusCode, response.Headers.Contains("x-iii-capabilities")));
    }

    [Fact]
    public async Task Several_workers_share_an_engine()
    {
        await using var host = await TestHosts.StartAsync();
        var second = await host.AddWorkerAsync("second", worker => worker.RegisterFunction<double, double>("math::twice", (value, _) => ValueTask.FromResult(2 * value)));
        Assert.Equal(42, await host.Worker.CallAsync<double, double>("math::twice", 21));
        Assert.Equal(("worker", "second"), (await host.WaitForInvocationAsync("math::twice")) is var call ? (call.Caller, call.Worker) : default);
        await second.StopAsync();
        Assert.Equal("function_not_found", (await Assert.ThrowsAsync<IIIInvocationException>(() => host.Worker.CallAsync<double, double>("math::twice", 21))).Code);
    }

    [Fact]
    public async Task Modules_are_configured_as_those_of_an_engine_are()
    {
        await using var host = await TestHosts.StartAsync(new IIITestHostOptions
        {
            Engine = new() { Queues = new Dictionary<string, DevEngine.IIIQueueOptions> { ["payments"] = new() { MaxAttempts = 2, Backoff = TimeSpan.FromSeconds(30) } } },
        });
        using var failing = host.Faults.Fail("payments::charge", "declined", times: 1);
        using var stub = host.StubJson("payments::charge", """{"number":"r-1"}""");
        using var first = host.Faults.Fail("payments::charge", "declined", times: 1);
        await host.Client.EnqueueAsync("payments", "payments::charge", new Charge("o-1", 5));
        Assert.Equal("declined", (await host.WaitForInvocationAsync("payments::charge")).ErrorCode);
        await host.AdvanceAsync(TimeSpan.FromSeconds(30));
        var second = await host.WaitForInvocationAsync("payments::charge");
        Assert.Equal((IIIInvocationKind.Queue, "payments", "r-1"), (second.Kind, second.TriggerId, second.ResultAs<Receipt>()!.Number));
        Assert.Equal(TimeSpan.FromSeconds(30), second.StartedAt - new IIITestClock().GetUtcNow());
    }

    [Fact]
    public async Task Hosts_run_side_by_side_and_know_nothing_of_each_other()
    {
        await Task.WhenAll(Enumerable.Range(0, 20).Select(async number =>
        {
            await using var host = await IIITestHost.StartAsync(worker => worker.RegisterFunction<int, int>("test::number", (_, _) => ValueTask.FromResult(number)));
            Assert.Equal(number, await host.Client.CallAsync<int, int>("test::number", 0));
            Assert.Single(host.Invocations, i => i.FunctionId == "test::number");
        }));
    }

    [Fact]
    public async Task Nothing_is_left_when_a_host_has_ended()
    {
        var host = await TestHosts.StartAsync();
        var sleeping = host.Client.CallAsync<int, string>("jobs::sleep", 1_000_000);
        using var response = await host.Http.GetAsync("/nowhere");
        _ = await host.Client.CreateChannelAsync();
        var watch = Stopwatch.StartNew();
        await host.DisposeAsync();
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(3), $"{watch.Elapsed}");
        await Assert.ThrowsAsync<IIIInvocationException>(() => sleeping);
        Assert.Equal(IIIConnectionState.Disconnected, host.Worker.State);
        Assert.Equal(0, host.Clock.TimerCount);
        Assert.Equal(0, host.LinkCount);
        Assert.Equal(0, host.ActivityCount);
        await host.DisposeAsync();
        Assert.Throws<ObjectDisposedException>(() => host.CreateWorker("late"));
    }

    [Fact]
    public async Task A_host_starts_in_milliseconds()
    {
        // The first one loads the web server's code; the best of ten is what it costs itself, whatever else the machine does.
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 10; i++)
        {
            var watch = Stopwatch.StartNew();
            var host = await TestHosts.StartAsync();
            best = watch.Elapsed < best ? watch.Elapsed : best;
            await host.DisposeAsync();
        }

        Assert.True(best < TimeSpan.FromMilliseconds(100), $"The best of ten starts took {best.TotalMilliseconds:0.0} ms.");
    }

    [Fact]
    public async Task What_a_handler_throws_is_in_the_output_of_the_test()
    {
        var lines = new List<string>();
        await using var host = await TestHosts.StartAsync(new IIITestHostOptions { Output = lines.Add });
        await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.CallAsync<int, int>("orders::broken", 0));
        Assert.Contains(lines, l => l.Contains("A call of 'orders::broken' failed", StringComparison.Ordinal) && l.Contains("InvalidOperationException: The shelf is empty.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_output_that_takes_nothing_any_more_does_no_harm()
    {
        await using var host = await TestHosts.StartAsync(new IIITestHostOptions { Output = _ => throw new InvalidOperationException("There is no currently active test.") });
        Assert.Equal(3, await host.Client.AddAsync());
    }

    [Fact]
    public async Task A_worker_that_can_not_start_fails_the_start()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => IIITestHost.StartAsync(worker => worker.AddFunctions(), new IIITestHostOptions { ConfigureWorker = options => options.MaxConcurrentCalls = 0 }));
        Assert.Contains("MaxConcurrentCalls", error.Message, StringComparison.Ordinal);
        await using var host = await IIITestHost.StartAsync();
        Assert.Contains("without a worker", Assert.Throws<InvalidOperationException>(() => host.Worker).Message, StringComparison.Ordinal);
    }
}
