using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iii.DevEngine.Page.Tests;

/// <summary>The page in a real browser, as its users see it.</summary>
[Collection(nameof(Chromium))]
public sealed class PageTests(Chromium chromium)
{
    [Fact]
    public async Task A_function_is_called_with_a_form_made_from_its_schema()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        await open.TabAsync("Functions");
        await open.Row("orders::create").ClickAsync();
        var page = open.Page;
        await Expect(page.Locator("#detail h2")).ToHaveTextAsync("orders::create");
        await Expect(page.Locator("#detail")).ToContainTextAsync("Take an order, check the stock, charge the customer");

        await page.GetByLabel("customer").FillAsync("Ada");
        await page.GetByLabel("lines").FillAsync("""[{"item":"book","quantity":2}]""");
        await page.GetByLabel("express").SelectOptionAsync("true");
        await page.GetByLabel("discount").FillAsync("zwei");
        await page.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToHaveTextAsync("discount: expected a number, found 'zwei'.");
        await page.GetByLabel("discount").FillAsync("0.5");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("#answer pre")).ToContainTextAsync("Ada: 5 (");
        await Expect(page.Locator("#answer pre")).ToContainTextAsync("express");
        await Expect(page.Locator("#answer .badge").First).ToHaveTextAsync("ok");
    }

    [Fact]
    public async Task The_payload_may_be_written_as_json()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        await open.TabAsync("Functions");
        await open.Row("stock::price").ClickAsync();
        var page = open.Page;
        await page.GetByLabel("item").FillAsync("pen");
        await page.GetByLabel("quantity").FillAsync("12345678901234567890");
        await page.GetByRole(AriaRole.Button, new() { Name = "JSON" }).ClickAsync();
        await Expect(page.GetByLabel("Payload as JSON")).ToHaveValueAsync("{\n  \"item\": \"pen\",\n  \"quantity\": 12345678901234567890\n}");
        await page.GetByLabel("Payload as JSON").FillAsync("{ nonsense");
        await page.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert)).ToContainTextAsync("The payload is not JSON");
        await page.GetByLabel("Payload as JSON").FillAsync("""{"item":"pen","quantity":0}""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(page.Locator("#answer")).ToContainTextAsync("0 of 'pen' can not be bought.");
        await Expect(page.Locator("#answer .badge").First).ToHaveTextAsync("bad_quantity");
        await page.GetByRole(AriaRole.Button, new() { Name = "Form" }).ClickAsync();
        await Expect(page.GetByLabel("quantity")).ToHaveValueAsync("0");
    }

    [Fact]
    public async Task Calls_come_live_with_payload_result_error_and_trace()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        var page = open.Page;
        await Expect(page.Locator("#empty")).ToContainTextAsync("Nothing was called yet.");
        using var http = new HttpClient { BaseAddress = open.Engine.HttpUrl };
        using var response = await http.PostAsync("/orders", new StringContent("""{"customer":"Ada","lines":[{"item":"book","quantity":2},{"item":"pen","quantity":1}]}""", null, "application/json"));
        Assert.True(response.IsSuccessStatusCode);

        await Expect(open.Row("stock::price")).ToHaveCountAsync(2);
        await open.Row("orders::create").First.ClickAsync();
        await Expect(page.Locator("#detail .badges")).ToContainTextAsync("http");
        await Expect(page.Locator("#detail pre").First).ToContainTextAsync("Ada: 7.5");
        await Expect(page.Locator(".trace button")).ToHaveCountAsync(4);
        await Expect(page.Locator(".trace .label").Nth(3)).ToContainTextAsync("payments::charge");
        await page.Locator(".trace button").Nth(1).ClickAsync();
        await Expect(page.Locator("#detail h2")).ToHaveTextAsync("stock::price");
        await Expect(page.Locator("#detail")).ToContainTextAsync("\"book\"");

        await Assert.ThrowsAsync<IIIInvocationException>(() => open.Worker.CallAsync<Line, double>("stock::price", new Line("pen", 0)));
        await open.Row("bad_quantity").ClickAsync();
        await Expect(page.Locator("#detail pre.bad")).ToContainTextAsync("0 of 'pen' can not be bought.");
    }

    [Fact]
    public async Task The_list_can_be_filtered_and_paused()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        var page = open.Page;
        await open.Worker.CallAsync<double, bool>("payments::charge", 1);
        await Expect(open.Row("payments::charge")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await open.Worker.CallAsync<Line, double>("stock::price", new Line("pen", 3));
        await Expect(page.Locator("#pause")).ToContainTextAsync("Go on (");
        await Expect(open.Row("stock::price")).ToHaveCountAsync(0);
        await page.Locator("#pause").ClickAsync();
        await Expect(open.Row("stock::price")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("charge");
        await Expect(page.Locator("#list button")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#list button")).ToHaveCountAsync(2);
        await page.Locator("#internal").CheckAsync();
        await Expect(open.Row("engine::functions::info")).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Clear" }).ClickAsync();
        await Expect(page.Locator("#list button")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Workers_and_triggers_are_shown_as_they_come_and_go()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        var page = open.Page;
        await open.TabAsync("Triggers");
        await open.Row("cron").ClickAsync();
        await Expect(page.Locator("#detail")).ToContainTextAsync("0 0 3 * * *");
        await open.TabAsync("Workers");
        await open.Row("dotnet").ClickAsync();
        await Expect(page.Locator("#detail")).ToContainTextAsync("dotnet");
        await Expect(page.Locator("#detail li")).ToHaveCountAsync(5);
        await using (var second = IIIWorker.Create(open.Engine.WorkerUrl.ToString(), options => options.Name = "second"))
        {
            await second.StartAsync();
            await Expect(open.Row("second")).ToHaveCountAsync(1);
        }

        await Expect(open.Row("second")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Queues_state_and_streams_are_shown_with_what_is_in_them()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        var page = open.Page;
        await new IIIQueues(open.Worker).PublishAsync("mails", "nowhere");
        await new IIIState(open.Worker).SetAsync("carts", "ada", new Line("book", 1));
        await new IIIStreams(open.Worker).SetAsync("orders", "open", "o-1", new Line("pen", 2));
        await open.TabAsync("Queues");
        await Expect(open.Row("mails")).ToContainTextAsync("1 dead");
        await open.Row("mails").ClickAsync();
        await Expect(page.Locator("#detail td pre")).ToContainTextAsync("nowhere");
        await open.TabAsync("State");
        await open.Row("carts").ClickAsync();
        await Expect(page.Locator("#detail td").First).ToHaveTextAsync("ada");
        await new IIIState(open.Worker).SetAsync("carts", "ada", new Line("lamp", 1));
        await Expect(page.Locator("#detail td pre")).ToContainTextAsync("lamp");
        await open.TabAsync("Streams");
        await open.Row("orders / open").ClickAsync();
        await Expect(page.Locator("#detail td pre")).ToContainTextAsync("pen");
    }

    [Fact]
    public async Task Many_calls_are_listed_within_a_bound_and_none_runs_for_ever()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        var results = await open.Worker.CallManyAsync<Line, double>("stock::price", [.. Enumerable.Range(1, 20_000).Select(i => new Line("pen", i))]);
        Assert.All(results, r => Assert.Null(r.Error));
        await Expect(open.Row("\"quantity\":20000}")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        await Expect(open.Page.Locator("#list .badge.busy")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
        Assert.InRange(await open.Page.Locator("#list button").CountAsync(), 100, 400);
    }

    [Fact]
    public async Task An_engine_that_ends_is_told()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        await open.Engine.DisposeAsync();
        await Expect(open.Page.Locator("#connection")).ToContainTextAsync("the engine is gone");
        open.Forgive("ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING");
    }

    [Fact]
    public async Task What_users_write_is_never_markup()
    {
        const string evil = "<img src=x onerror=alert(1)>";
        await using var open = await OpenPage.StartAsync(chromium, register: worker =>
            worker.RegisterRawFunction($"evil::{evil}", (payload, _) => ValueTask.FromResult(payload), new FunctionOptions
            {
                Description = evil,
                RequestSchema = $$$"""{"type":"object","properties":{"{{{evil}}}":{"type":"string","description":"{{{evil}}}","enum":["{{{evil}}}"]} } }""",
            }));
        var page = open.Page;
        await open.Worker.CallAsync<string, string>($"evil::{evil}", evil);
        await open.Row(evil).ClickAsync();
        await Expect(page.Locator("#detail h2")).ToHaveTextAsync($"evil::{evil}");
        await open.TabAsync("Functions");
        await open.Row(evil).ClickAsync();
        await Expect(page.Locator("#detail .field")).ToContainTextAsync([evil, ""]);
        await page.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(page.Locator("#answer .badge").First).ToHaveTextAsync("ok");
        Assert.Equal(0, await page.Locator("#detail img, #list img").CountAsync());
    }

    [Fact]
    public async Task Everything_can_be_done_with_the_keyboard()
    {
        await using var open = await OpenPage.StartAsync(chromium);
        var page = open.Page;
        await page.GetByRole(AriaRole.Tab, new() { Name = "Calls" }).FocusAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await Expect(page.GetByRole(AriaRole.Tab, new() { Name = "Functions" })).ToBeFocusedAsync();
        await Expect(open.Row("stock::price")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("payments");
        await Expect(page.Locator("#list button")).ToHaveCountAsync(1);
        await page.Keyboard.PressAsync("ArrowDown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#detail h2")).ToHaveTextAsync("payments::charge");
        await page.Locator("#detail textarea, #detail input").First.FocusAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("7");
        await page.Keyboard.PressAsync("Control+Enter");
        await Expect(page.Locator("#answer pre")).ToHaveTextAsync("true");
        await page.GoBackAsync();
        await Expect(page.Locator("#detail")).ToContainTextAsync("Choose an entry of the list.");
    }

    [Fact]
    public async Task Light_and_dark_follow_the_system_until_one_is_chosen()
    {
        await using var open = await OpenPage.StartAsync(chromium, ColorScheme.Dark);
        var body = open.Page.Locator("body");
        await Expect(body).ToHaveCSSAsync("background-color", "rgb(13, 17, 23)");
        await open.Page.GetByRole(AriaRole.Button, new() { Name = "Light or dark" }).ClickAsync();
        await Expect(body).ToHaveCSSAsync("background-color", "rgb(246, 247, 249)");
        await open.Page.ReloadAsync();
        await Expect(body).ToHaveCSSAsync("background-color", "rgb(246, 247, 249)");
    }
}
