using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Iii.DevEngine.Page.Tests;

/// <summary>Makes the pictures of the README, where <c>III_SCREENSHOTS=1</c> asks for them; otherwise it makes them nowhere, and only sees that they can be made.</summary>
[Collection(nameof(Chromium))]
public sealed class ScreenshotTests(Chromium chromium)
{
    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public async Task The_page_of_a_shop(string scheme)
    {
        await using var open = await OpenPage.StartAsync(chromium, scheme == "dark" ? ColorScheme.Dark : ColorScheme.Light);
        var page = open.Page;
        using var http = new HttpClient { BaseAddress = open.Engine.HttpUrl };
        for (var i = 0; i < 3; i++)
        {
            using var response = await http.PostAsync("/orders", new StringContent("""{"customer":"Ada","lines":[{"item":"book","quantity":2},{"item":"pen","quantity":3},{"item":"lamp","quantity":1}]}""", null, "application/json"));
            Assert.True(response.IsSuccessStatusCode);
        }

        await Assert.ThrowsAsync<IIIInvocationException>(() => open.Worker.CallAsync<Line, double>("stock::price", new Line("pen", 0)));
        await open.Row("orders::create").First.ClickAsync();
        await Expect(page.Locator(".trace button")).ToHaveCountAsync(5);
        await SaveAsync(page, $"page-calls-{scheme}.png");

        await open.TabAsync("Functions");

        // The list shows the calls until it shows the functions.
        await Expect(open.Row("orders::create")).ToHaveCountAsync(1);
        await open.Row("orders::create").ClickAsync();
        await page.GetByLabel("customer").FillAsync("Ada");
        await page.GetByLabel("lines").FillAsync("""[{"item":"book","quantity":2}]""");
        await page.GetByRole(AriaRole.Button, new() { Name = "Call", Exact = true }).ClickAsync();
        await Expect(page.Locator("#answer pre")).ToContainTextAsync("Ada: 5");
        await SaveAsync(page, $"page-functions-{scheme}.png");
    }

    private static async Task SaveAsync(IPage page, string name)
    {
        var picture = await page.ScreenshotAsync();
        Assert.True(picture.Length > 10_000);
        if (Environment.GetEnvironmentVariable("III_SCREENSHOTS") == "1")
        {
            await File.WriteAllBytesAsync(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "images", name), picture);
        }
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
