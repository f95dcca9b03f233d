namespace Iii.Testing.Tests;

public sealed class ClockTests
{
    [Fact]
    public async Task Cron_jobs_run_at_their_times()
    {
        await using var host = await TestHosts.StartAsync();
        await host.AdvanceAsync(TimeSpan.FromHours(2));
        var ticks = host.Invocations.Where(i => i.FunctionId == "jobs::tick").ToArray();
        Assert.Equal(24, ticks.Length);
        Assert.All(ticks, (tick, i) => Assert.Equal(TimeSpan.FromMinutes(5 * (i + 1)), tick.StartedAt - new IIITestClock().GetUtcNow()));
        Assert.Equal(IIIConnectionState.Connected, host.Worker.State);
    }

    [Fact]
    public async Task Messages_are_tried_again_after_their_back_off()
    {
        await using var host = await TestHosts.StartAsync();
        await new IIIQueues(host.Client).PublishAsync("mails", "nowhere");
        await host.AdvanceAsync(TimeSpan.FromMinutes(1));
        var tries = host.Invocations.Where(i => i.FunctionId == "mails::send").ToArray();
        Assert.All(tries, t => Assert.Equal("no_such_address", t.ErrorCode));
        Assert.Equal([0, 1, 3], tries.Select(t => (t.StartedAt - new IIITestClock().GetUtcNow()).TotalSeconds));
        Assert.Contains("no_such_address", await DeadLettersAsync(host), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_ends_when_its_time_is_over()
    {
        await using var host = await TestHosts.StartAsync();
        using var hang = host.Faults.Hang("payments::charge");
        var call = host.Worker.CallAsync<int, int>("payments::charge", 1, new CallOptions { Timeout = TimeSpan.FromSeconds(30) });
        await host.AdvanceAsync(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        await host.AdvanceAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("TIMEOUT", (await Assert.ThrowsAsync<IIIInvocationException>(() => call)).Code);
    }

    [Fact]
    public async Task A_handler_may_wait_for_the_clock()
    {
        await using var host = await TestHosts.StartAsync();
        var sleeping = host.Client.CallAsync<int, string>("jobs::sleep", 20);
        await host.AdvanceAsync(TimeSpan.FromSeconds(19));
        Assert.False(sleeping.IsCompleted);
        await host.AdvanceAsync(TimeSpan.FromSeconds(1));
        Assert.Equal("rested", await sleeping);
        var call = await host.WaitForInvocationAsync("jobs::sleep");
        Assert.Equal(TimeSpan.FromSeconds(20), call.EndedAt - call.StartedAt);
    }

    [Fact]
    public async Task An_http_request_ends_when_its_time_is_over()
    {
        await using var host = await TestHosts.StartAsync();
        using var hang = host.Faults.Hang("orders::pay");
        var request = host.Http.PostAsync("/orders/o/pay", new StringContent("{}"));
        await host.SettleAsync();
        await host.AdvanceAsync(TimeSpan.FromSeconds(30));
        using var response = await request;
        Assert.Equal(System.Net.HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("abandoned", (await host.WaitForInvocationAsync("orders::pay")).ErrorCode);
    }

    [Fact]
    public async Task Heartbeats_keep_a_connection_and_find_out_that_it_is_dead()
    {
        await using var host = await TestHosts.StartAsync();
        await host.AdvanceAsync(TimeSpan.FromMinutes(10));
        Assert.Equal(IIIConnectionState.Connected, host.Worker.State);
        using (host.Faults.Freeze(host.Worker))
        {
            await host.AdvanceAsync(TimeSpan.FromSeconds(59));
            Assert.Equal(IIIConnectionState.Connected, host.Worker.State);
            await host.AdvanceAsync(TimeSpan.FromSeconds(21));
            Assert.Equal(IIIConnectionState.Reconnecting, host.Worker.State);
        }

        await host.AdvanceAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(IIIConnectionState.Connected, host.Worker.State);
        Assert.Equal(3, await host.Client.AddAsync());
    }

    [Fact]
    public void Timers_fire_in_their_order_and_at_their_times()
    {
        var clock = new IIITestClock();
        var start = clock.GetUtcNow();
        var fired = new List<string>();
        using var late = clock.CreateTimer(_ => fired.Add($"late {clock.GetUtcNow() - start}"), null, TimeSpan.FromSeconds(3), Timeout.InfiniteTimeSpan);
        using var often = clock.CreateTimer(_ => fired.Add($"often {clock.GetUtcNow() - start}"), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));
        using var changed = clock.CreateTimer(_ => fired.Add("changed"), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        changed.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        while (clock.Step(start + TimeSpan.FromSeconds(4)) is not ClockStep.Done)
        {
        }

        Assert.Equal(["often 00:00:01", "late 00:00:03", "often 00:00:03"], fired);
        Assert.Equal(TimeSpan.FromSeconds(4), clock.GetUtcNow() - start);
        Assert.Equal(1, clock.TimerCount);
    }

    private static async Task<string> DeadLettersAsync(IIITestHost host) => System.Text.Encoding.UTF8.GetString(
        (await host.Client.CallRawAsync("engine::queue::dlq_messages", """{"topic":"mails"}"""u8.ToArray())).Span);
}
