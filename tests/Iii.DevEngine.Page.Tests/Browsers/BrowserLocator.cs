using Iii.TestSupport;
using Microsoft.Playwright;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Selects the browser of the tests: the first one that starts.</summary>
internal sealed class BrowserLocator(IMachine machine, IReadOnlyList<IBrowserSource> sources, Action<string> report)
{
    /// <summary>The variable with the path of a browser, which wins over every source.</summary>
    public const string PathVariable = "CHROMIUM";

    /// <summary>The variable with the name of the only source to use.</summary>
    public const string SourceVariable = "III_TEST_BROWSER";

    private readonly List<string> _failures = [];

    /// <summary>Starts the first browser that can be started.</summary>
    /// <exception cref="BrowserUnavailableException">There is none; the message says why, and what to do.</exception>
    public async Task<TBrowser> StartAsync<TBrowser>(Func<BrowserCommand, Task<TBrowser>> launch)
        where TBrowser : class
    {
        var selected = SelectSources();
        if (machine.Variable(PathVariable) is { } path)
        {
            return await StartAtAsync(path, launch);
        }

        foreach (var source in selected)
        {
            if (await StartFromAsync(source, launch) is { } browser)
            {
                return browser;
            }
        }

        throw new BrowserUnavailableException(Explanation(selected));
    }

    private IReadOnlyList<IBrowserSource> SelectSources()
    {
        if (machine.Variable(SourceVariable) is not { } name)
        {
            return sources;
        }

        var selected = sources.Where(s => s.Name == name).ToArray();
        return selected.Length > 0
            ? selected
            : throw new BrowserUnavailableException($"{SourceVariable} is '{name}'; it selects one of {string.Join(", ", sources.Select(s => s.Name))}, or is unset.");
    }

    private async Task<TBrowser> StartAtAsync<TBrowser>(string path, Func<BrowserCommand, Task<TBrowser>> launch)
    {
        if (!machine.FileExists(path))
        {
            throw new BrowserUnavailableException($"{PathVariable} is '{path}', where there is no file. Set it to the path of a Chrome, Edge or Chromium, or unset it.");
        }

        try
        {
            return await launch(new BrowserCommand(path, path));
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            throw new BrowserUnavailableException(
                $"{PathVariable} is '{path}', which did not start. Set it to the path of a Chrome, Edge or Chromium, or unset it. {e.Message}");
        }
    }

    private async Task<TBrowser?> StartFromAsync<TBrowser>(IBrowserSource source, Func<BrowserCommand, Task<TBrowser>> launch)
        where TBrowser : class
    {
        try
        {
            foreach (var command in await source.FindAsync(report))
            {
                try
                {
                    return await launch(command);
                }
                catch (Exception e) when (e is PlaywrightException or TimeoutException)
                {
                    _failures.Add($"{source.Name}: {command.Description} did not start: {e.Message}");
                }
            }
        }
        catch (BrowserUnavailableException e)
        {
            _failures.Add($"{source.Name}: {e.Message}");
        }

        return null;
    }

    private string Explanation(IReadOnlyList<IBrowserSource> tried)
    {
        var reasons = string.Concat(_failures.Select(f => $"\n- {f}"));
        var others = tried.Count < sources.Count ? $" {SourceVariable} allows one way only: unset it to try the others." : "";
        return $"The tests of the engine's page need a Chromium browser, and none could be had:{reasons}\n" +
            $"Install Chrome, Edge or Chromium, or set {PathVariable} to the path of one.{others} " +
            "To leave these tests out: dotnet test --filter 'FullyQualifiedName!~Iii.DevEngine.Page.Tests'";
    }
}
