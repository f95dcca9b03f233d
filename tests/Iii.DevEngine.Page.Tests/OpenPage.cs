using Microsoft.Playwright;

namespace Iii.DevEngine.Page.Tests;

/// <summary>An engine with the shop's worker, and its page in a browser. What the browser complains of fails the test.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> _complaints = [];
    private readonly List<string> _forgiven = [];
    private readonly IBrowserContext _context;

    private OpenPage(IIIDevEngine engine, IIIWorker worker, IBrowserContext context, IPage page)
    {
        (Engine, Worker, _context, Page) = (engine, worker, context, page);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Add(message.Text);
            }
        };
        page.PageError += (_, error) => _complaints.Add(error);
        page.Dialog += (_, dialog) =>
        {
            _complaints.Add($"A dialog has opened: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IIIDevEngine Engine { get; }

    public IIIWorker Worker { get; }

    public IPage Page { get; }

    public static async Task<OpenPage> StartAsync(Chromium chromium, ColorScheme scheme = ColorScheme.Light, Action<IIIWorker>? register = null)
    {
        var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, PagePort = 0 });
        var worker = IIIWorker.Create(engine.WorkerUrl.ToString(), options =>
        {
            options.Name = "shop";

            // Calls that come all at once are not what the page is about.
            options.MaxQueuedCalls = 20_000;
        });
        worker.AddFunctions();
        register?.Invoke(worker);
        await worker.StartAsync();
        var context = await chromium.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new() { Width = 1280, Height = 800 }, ColorScheme = scheme });
        var open = new OpenPage(engine, worker, context, await context.NewPageAsync());
        await open.Page.GotoAsync(engine.PageUrl!.ToString());
        await Assertions.Expect(open.Page.Locator("#connection")).ToHaveTextAsync("live");
        return open;
    }

    /// <summary>Complaints with these words are what the test is about.</summary>
    public void Forgive(params string[] words) => _forgiven.AddRange(words);

    /// <summary>Goes to a tab, and waits until the page has left the one before: its rows can look alike.</summary>
    public async Task TabAsync(string name)
    {
        var tab = Page.GetByRole(AriaRole.Tab, new() { Name = name });
        await tab.ClickAsync();
        await Assertions.Expect(tab).ToHaveAttributeAsync("aria-selected", "true");
    }

    public ILocator Row(string text) => Page.Locator("#list button").Filter(new() { HasText = text });

    public async ValueTask DisposeAsync()
    {
        await _context.CloseAsync();
        _complaints.RemoveAll(c => _forgiven.Any(w => c.Contains(w, StringComparison.Ordinal)));
        await Worker.DisposeAsync();
        await Engine.DisposeAsync();
        Assert.Empty(_complaints);
    }
}
