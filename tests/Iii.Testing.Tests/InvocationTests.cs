using System.Net.Http.Json;

namespace Iii.Testing.Tests;

public sealed class InvocationTests
{
    [Fact]
    public async Task Calls_are_recorded_with_what_went_in_and_came_out()
    {
        await using var host = await TestHosts.StartAsync();
        await host.Client.CallAsync<Dictionary<string, double>, double>("math::add", new() { ["a"] = 1, ["b"] = 2 }, new CallOptions { Metadata = """{"tenant":"t"}"""u8.ToArray() });
        var call = await host.WaitForInvocationAsync("math::add");
        Assert.Equal(("default", IIIInvocationKind.Call, "test", "worker"), (call.Namespace, call.Kind, call.Caller, call.Worker));
        Assert.Equal("""{"a":1,"b":2}""", call.Payload.GetRawText());
        Assert.Equal("""{"tenant":"t"}""", call.Metadata?.GetRawText());
        Assert.Equal(1, call.PayloadAs<Dictionary<string, double>>()!["a"]);
        Assert.Equal(3, call.ResultAs<double>());
        Assert.True(call.IsSuccess);
        Assert.Equal(host.Clock.GetUtcNow(), call.EndedAt);
        Assert.Contains("math::add {\"a\":1,\"b\":2} → 3 (Call of test)", call.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_recorded_with_their_codes()
    {
        await using var host = await TestHosts.StartAsync();
        await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.CallAsync<int, int>("orders::broken", 0));
        await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.CallAsync<int, int>("orders::missing", 0));
        var broken = await host.WaitForInvocationAsync("orders::broken");
        Assert.Equal(("invocation_failed", "The shelf is empty.", false), (broken.ErrorCode, broken.ErrorMessage, broken.IsSuccess));
        Assert.Null(broken.Result);
        Assert.Equal(("function_not_found", null), (await host.WaitForInvocationAsync("orders::missing")) is var missing ? (missing.ErrorCode, missing.Worker) : default);
    }

    [Fact]
    public async Task Why_a_function_was_called_is_recorded()
    {
        await using var host = await TestHosts.StartAsync(new IIITestHostOptions { Engine = new() { Http = new() { Middleware = [new("http::gate")] } } });
        using var gate = host.StubJson("http::gate", """{"action":"continue"}""");
        using var charge = host.StubJson("payments::charge", """{"number":"r"}""");
        using var response = await host.Http.PostAsJsonAsync("/orders/o/pay", new { amount = 1 });
        Assert.Equal((IIIInvocationKind.Middleware, "http"), Origin(await host.WaitForInvocationAsync("http::gate")));
        Assert.Equal((IIIInvocationKind.Trigger, "http"), Origin(await host.WaitForInvocationAsync("orders::pay")));
        Assert.Equal((IIIInvocationKind.Call, null), Origin(await host.WaitForInvocationAsync("payments::charge")));

        await host.Client.SendAsync("math::add", new Dictionary<string, double> { ["a"] = 1, ["b"] = 1 });
        Assert.Equal((IIIInvocationKind.Send, null), Origin(await host.WaitForInvocationAsync("math::add")));
        await host.Client.EnqueueAsync("default", "math::add", new Dictionary<string, double> { ["a"] = 1, ["b"] = 1 });
        Assert.Equal((IIIInvocationKind.Enqueue, "queue"), Origin(await host.WaitForInvocationAsync("engine::queue::enqueue")));
        Assert.Equal((IIIInvocationKind.Queue, "queue"), Origin(await host.WaitForInvocationAsync("math::add")));
        await new IIIQueues(host.Client).PublishAsync("mails", "somewhere");
        Assert.Equal((IIIInvocationKind.Queue, "durable:subscriber"), Origin(await host.WaitForInvocationAsync("mails::send")));
        await host.AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal((IIIInvocationKind.Trigger, "cron"), Origin(await host.WaitForInvocationAsync("jobs::tick")));
    }

    [Fact]
    public async Task A_wait_finds_each_call_once_and_those_before_it_too()
    {
        await using var host = await TestHosts.StartAsync();
        for (var a = 1; a <= 3; a++)
        {
            await host.Client.AddAsync(a, 0);
        }

        Assert.Equal(2, (await host.WaitForInvocationAsync("math::add", i => i.ResultAs<double>() == 2)).ResultAs<double>());
        Assert.Equal(1, (await host.WaitForInvocationAsync("math::add")).ResultAs<double>());
        Assert.Equal(3, (await host.WaitForInvocationAsync("math::add")).ResultAs<double>());
        var next = host.WaitForInvocationAsync("math::add");
        Assert.False(next.IsCompleted);
        await host.Client.AddAsync(4, 0);
        Assert.Equal(4, (await next).ResultAs<double>());
    }

    [Fact]
    public async Task A_wait_in_vain_says_what_there_was_instead()
    {
        await using var host = await TestHosts.StartAsync();
        await Assert.ThrowsAsync<IIIInvocationException>(() => host.Client.CallAsync<int, int>("orders::broken", 5));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => host.WaitForInvocationAsync("orders::pay", timeout: TimeSpan.FromMilliseconds(1)));
        Assert.Contains("No further call of 'orders::pay' has ended within 0.001 s", error.Message, StringComparison.Ordinal);
        Assert.Contains("2026-01-01 00:00:00.000", error.Message, StringComparison.Ordinal);
        Assert.Contains("orders::broken 5 → invocation_failed: The shelf is empty. (Call of test)", error.Message, StringComparison.Ordinal);
        Assert.Contains("InvalidOperationException: The shelf is empty.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_predicate_that_throws_fails_the_wait_and_nothing_else()
    {
        await using var host = await TestHosts.StartAsync();
        var wait = host.WaitForInvocationAsync("math::add", _ => throw new InvalidOperationException("mine"));
        Assert.Equal(3, await host.Client.AddAsync());
        Assert.Equal("mine", (await Assert.ThrowsAsync<InvalidOperationException>(() => wait)).Message);
    }

    [Fact]
    public async Task Only_so_many_are_kept()
    {
        await using var host = await TestHosts.StartAsync(new IIITestHostOptions { MaxRecordedInvocations = 2 });
        for (var a = 1; a <= 3; a++)
        {
            await host.Client.AddAsync(a, 0);
        }

        Assert.Equal([2, 3], host.Invocations.Select(i => i.ResultAs<double>()));
        host.ClearInvocations();
        Assert.Empty(host.Invocations);
    }

    private static (IIIInvocationKind, string?) Origin(IIIInvocation call) => (call.Kind, call.TriggerType);
}
