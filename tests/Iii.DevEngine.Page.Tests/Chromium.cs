using Iii.DevEngine.Page.Tests.Browsers;
using Iii.TestSupport;
using Microsoft.Playwright;
using Xunit.Abstractions;
using Xunit.Sdk;

namespace Iii.DevEngine.Page.Tests;

/// <summary>Represents the browser that all page tests share.</summary>
/// <param name="messages">Shows the lines that say what is downloaded or installed.</param>
public sealed class Chromium(IMessageSink messages) : IAsyncLifetime
{
    private const float LaunchTimeoutMilliseconds = 30_000;

    private static readonly string[] s_arguments =
        ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    private IPlaywright? _playwright;

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        var machine = new ThisMachine();
        var locator = new BrowserLocator(machine, BrowserSources.All(machine), line => messages.OnMessage(new DiagnosticMessage(line)));
        Browser = await locator.StartAsync(LaunchAsync);
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private Task<IBrowser> LaunchAsync(BrowserCommand command)
    {
        var variables = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>()
            .ToDictionary(v => (string)v.Key, v => (string?)v.Value ?? "");
        foreach (var (name, value) in command.Variables)
        {
            variables[name] = value;
        }

        return _playwright!.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = command.ExecutablePath,
            Args = s_arguments,
            Env = variables,
            Timeout = LaunchTimeoutMilliseconds,
        });
    }
}

[CollectionDefinition(nameof(Chromium))]
public sealed class ChromiumCollection : ICollectionFixture<Chromium>;
