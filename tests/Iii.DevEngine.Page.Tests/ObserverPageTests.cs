using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iii.DevEngine.Page.Tests;

/// <summary>Observers on the page: how they stand, what they cause, and those that are shown as triggers.</summary>
[Collection(nameof(Chromium))]
public sealed class ObserverPageTests(Chromium chromium)
{
    [Fact]
    public async Task Observers_callsEnd_stateCountsAndFilterAreShownLive()
    {
        await using var open = await StartAsync();
        var page = open.Page;
        await open.TabAsync("Observers");
        await Expect(page.Locator("#empty")).ToContainTextAsync("Nothing is observed.");

        var observer = open.Worker.Observe(
            new ObserverSource("payments::charge") { Filter = """{"input":{"$gte":500},"caller.worker_name":{"$eq":"shop"}}""" },
                "audit::seen");
        await Expect(open.Row("payments::charge → audit::seen")).ToHaveCountAsync(1);
        await Expect(open.Row("caller.worker_name = \"shop\" and input ≥ 500")).ToHaveCountAsync(1);
        await open.Row("payments::charge").ClickAsync();
        await Expect(page.Locator("#detail .badge.good")).ToHaveTextAsync("active");
        await Expect(Fact(page, "fired")).ToHaveTextAsync("0 times");
        await open.Worker.CallAsync<double, bool>("payments::charge", 499);
        await open.Worker.CallAsync<double, bool>("payments::charge", 500);
        await Expect(Fact(page, "fired")).ToHaveTextAsync("1 time");
        await Expect(Fact(page, "when")).ToHaveTextAsync("caller.worker_name = \"shop\" and input ≥ 500");
        await Expect(Fact(page, "calls")).ToHaveTextAsync("audit::seen");

        await observer.DisposeAsync();
        await Expect(page.Locator("#detail")).ToContainTextAsync("This observer has ended.");
        await Expect(page.Locator("#empty")).ToContainTextAsync("Nothing is observed.");
    }

    [Fact]
    public async Task Observers_drops_areCounted()
    {
        await using var open = await StartAsync();

        // Each activation causes the next one, until the chain is too long.
        await using var one = open.Worker.Observe("audit::seen", "audit::echo");
        await using var other = open.Worker.Observe("audit::echo", "audit::seen");
        await Task.WhenAll(one.ReadyAsync(), other.ReadyAsync()).WaitAsync(TestTimeout.Default);
        await open.Worker.CallAsync<int, int>("audit::seen", 1);
        await open.TabAsync("Observers");
        await Expect(open.Row("dropped 1 LOOP_GUARD")).ToHaveCountAsync(1);
        await open.Row("dropped 1 LOOP_GUARD").ClickAsync();
        await Expect(Fact(open.Page, "dropped")).ToHaveTextAsync("1 LOOP_GUARD");
        await Expect(Fact(open.Page, "fired")).ToHaveTextAsync("4 times");
    }

    [Fact]
    public async Task Observers_targetIsMissing_stateAndReasonAreShown()
    {
        await using var open = await StartAsync();
        await using var observer = open.Worker.Observe("payments::charge", "nobody::has");
        await open.TabAsync("Observers");
        await Expect(open.Row("pending")).ToHaveCountAsync(1);
        await open.Row("nobody::has").ClickAsync();
        await Expect(open.Page.Locator("#detail")).ToContainTextAsync("TARGET_UNAVAILABLE: nobody::has is not registered");
    }

    [Fact]
    public async Task Calls_activations_belongToTheTraceOfTheObservedCall()
    {
        await using var open = await StartAsync();
        await using var first = open.Worker.Observe("payments::charge", "audit::seen");
        await using var second = open.Worker.Observe("audit::seen", "audit::echo");
        await Task.WhenAll(first.ReadyAsync(), second.ReadyAsync()).WaitAsync(TestTimeout.Default);
        await open.Worker.CallAsync<double, bool>("payments::charge", 7);
        var page = open.Page;
        await open.Row("payments::charge").First.ClickAsync();
        await Expect(page.Locator(".trace button")).ToHaveCountAsync(3);
        await Expect(page.Locator(".trace .label").Nth(1)).ToContainTextAsync("⇢ audit::seen");
        await Expect(page.Locator(".trace .label").Nth(2)).ToContainTextAsync("⇢ audit::echo");

        await page.Locator(".trace button").Nth(1).ClickAsync();
        await Expect(page.Locator("#detail h2")).ToHaveTextAsync("audit::seen");
        await Expect(page.Locator("#detail .badges")).ToContainTextAsync("observer");
        await Expect(Fact(page, "called by")).ToHaveTextAsync("observer of payments::charge");
        await Expect(page.Locator(".trace button")).ToHaveCountAsync(3);
        await page.GetByRole(AriaRole.Link, new() { Name = first.Id }).ClickAsync();
        await Expect(page.Locator("#detail h2")).ToHaveTextAsync("payments::charge → audit::seen");
        await page.GoBackAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "payments::charge (call" }).ClickAsync();
        await Expect(page.Locator("#detail h2")).ToHaveTextAsync("payments::charge");

        // The function itself names who observes it.
        await open.TabAsync("Functions");
        await open.Row("payments::charge").ClickAsync();
        await Expect(Fact(page, "observed by")).ToHaveTextAsync("audit::seen");
    }

    [Fact]
    public async Task Triggers_observersInTheirPlace_areShownAsThose()
    {
        await using var open = await StartAsync();
        await using var http =
            open.Worker.Observe(new ObserverSource("http::on-request") { Args = """{"method":"POST","path":"/seen"}""" }, "audit::seen");
        await using var state = open.Worker.Observe(
            new ObserverSource("state::on-changed") { Filter = """{"input.scope":{"$eq":"carts"}}""", Delivery = ObserverDelivery.Input },
                "audit::echo");
        await Task.WhenAll(http.ReadyAsync(), state.ReadyAsync()).WaitAsync(TestTimeout.Default);
        using var client = new HttpClient { BaseAddress = open.Engine.HttpUrl };
        using var response = await client.PostAsync("/seen", new StringContent("{}", null, "application/json"));
        var page = open.Page;
        await open.Row("audit::seen").First.ClickAsync();
        await Expect(page.Locator("#detail .badges")).ToContainTextAsync("http");
        await Expect(Fact(page, "called by")).ToHaveTextAsync("trigger http");
        await page.GetByRole(AriaRole.Link, new() { Name = http.Id }).ClickAsync();
        await Expect(page.Locator("#detail h2")).ToHaveTextAsync("http");
        await Expect(page.Locator("#detail .badge.good")).ToHaveTextAsync("bound");
        await Expect(Fact(page, "fired")).ToHaveTextAsync("1 time");

        await Expect(open.Row("http → audit::seen")).ToContainTextAsync("""{"api_path":"/seen","http_method":"POST"}""");
        await Expect(open.Row("state → audit::echo")).ToContainTextAsync("""{"scope":"carts"}""");
        await open.TabAsync("Observers");
        await Expect(page.Locator("#empty")).ToContainTextAsync("Nothing is observed.");
    }

    private static ILocator Fact(IPage page, string term) => page.Locator($"#detail dt:text-is('{term}') + dd").First;

    private Task<OpenPage> StartAsync() => OpenPage.StartAsync(chromium, register: worker =>
    {
        worker.RegisterRawFunction("audit::seen", (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>("1"u8.ToArray()));
        worker.RegisterRawFunction("audit::echo", (_, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>("2"u8.ToArray()));
    });
}
