using Iii.TestSupport;
using Microsoft.Playwright;

namespace Iii.DevEngine.Page.Tests.Browsers.Tests;

/// <summary>Shows which browser is selected, and what is said when there is none.</summary>
public sealed class BrowserLocatorTests
{
    private readonly FakeMachine _machine = new();
    private readonly List<string> _launched = [];

    [Fact]
    public void Sources_inOrder_areInstalledPlaywrightNpmApt() =>
        Assert.Equal(["installed", "playwright", "npm", "apt"], BrowserSources.All(_machine).Select(s => s.Name));

    [Fact]
    public async Task Start_pathVariableSet_winsOverEverySource()
    {
        _machine.Variables["CHROMIUM"] = "/mine/chrome";
        _machine.Variables["III_TEST_BROWSER"] = "a";
        _machine.Files["/mine/chrome"] = "";
        var source = new FakeSource("a", null, "/a");

        Assert.Equal("/mine/chrome", await StartAsync([source]));
        Assert.Equal(0, source.Asked);
    }

    [Fact]
    public async Task Start_pathVariableEmpty_isAsIfUnset()
    {
        _machine.Variables["CHROMIUM"] = "";
        _machine.Variables["III_TEST_BROWSER"] = "";
        Assert.Equal("/a", await StartAsync([new FakeSource("a", null, "/a")]));
    }

    [Fact]
    public async Task Start_pathVariableNamesNoFile_errorNamesThePath()
    {
        _machine.Variables["CHROMIUM"] = "/mine/chrome";
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => StartAsync([new FakeSource("a", null, "/a")]));
        Assert.Equal("CHROMIUM is '/mine/chrome', where there is no file. Set it to the path of a Chrome, Edge or Chromium, or unset it.", error.Message);
    }

    [Fact]
    public async Task Start_pathVariableNamesWhatDoesNotStart_errorAndNoOtherIsTried()
    {
        _machine.Variables["CHROMIUM"] = "/mine/chrome";
        _machine.Files["/mine/chrome"] = "";
        var source = new FakeSource("a", null, "/a");

        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => StartAsync([source], broken: "/mine/chrome"));
        Assert.Equal(
            "CHROMIUM is '/mine/chrome', which did not start. Set it to the path of a Chrome, Edge or Chromium, or unset it. It is broken.",
            error.Message);
        Assert.Equal(0, source.Asked);
    }

    [Fact]
    public async Task Start_firstSourceHasABrowser_othersAreNotAsked()
    {
        var second = new FakeSource("b", null, "/b");
        Assert.Equal("/a", await StartAsync([new FakeSource("a", null, "/a"), second]));
        Assert.Equal(0, second.Asked);
    }

    [Fact]
    public async Task Start_sourceHasNone_nextIsAsked() =>
        Assert.Equal("/b", await StartAsync([new FakeSource("a", "none"), new FakeSource("b", null, "/b")]));

    [Fact]
    public async Task Start_browserDoesNotStart_nextIsTried()
    {
        IBrowserSource[] sources = [new FakeSource("a", null, "/a1", "/a2"), new FakeSource("b", null, "/b")];
        Assert.Equal("/b", await StartAsync(sources, broken: ["/a1", "/a2"]));
        Assert.Equal(["/a1", "/a2", "/b"], _launched);
    }

    [Theory]
    [InlineData("a", "/a")]
    [InlineData("b", "/b")]
    [InlineData("c", "/c")]
    public async Task Start_sourceForced_onlyThatOneIsAsked(string forced, string expected)
    {
        _machine.Variables["III_TEST_BROWSER"] = forced;
        FakeSource[] sources = [new("a", null, "/a"), new("b", null, "/b"), new("c", null, "/c")];
        Assert.Equal(expected, await StartAsync(sources));
        Assert.Equal(forced, Assert.Single(sources, s => s.Asked == 1).Name);
        Assert.Equal(1, sources.Sum(s => s.Asked));
    }

    [Theory]
    [InlineData("firefox")]
    [InlineData("NPM")]
    public async Task Start_unknownSourceForced_errorNamesTheAllowedValues(string forced)
    {
        _machine.Variables["III_TEST_BROWSER"] = forced;
        _machine.Variables["CHROMIUM"] = "/mine/chrome";
        _machine.Files["/mine/chrome"] = "";
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => StartAsync(BrowserSources.All(_machine)));
        Assert.Equal($"III_TEST_BROWSER is '{forced}'; it selects one of installed, playwright, npm, apt, or is unset.", error.Message);
    }

    [Fact]
    public async Task Start_noneToBeHad_errorNamesEveryReasonAndTheWayOut()
    {
        IBrowserSource[] sources = [new FakeSource("a", "nothing is there"), new FakeSource("b", null, "/b")];
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => StartAsync(sources, broken: "/b"));
        Assert.Equal(
            """
            The tests of the engine's page need a Chromium browser, and none could be had:
            - a: nothing is there
            - b: /b did not start: It is broken.
            Install Chrome, Edge or Chromium, or set CHROMIUM to the path of one. To leave these tests out: dotnet test --filter 'FullyQualifiedName!~Iii.DevEngine.Page.Tests'
            """,
            error.Message);
    }

    [Fact]
    public async Task Start_forcedSourceHasNone_errorNamesTheVariable()
    {
        _machine.Variables["III_TEST_BROWSER"] = "a";
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => StartAsync([new FakeSource("a", "no"), new FakeSource("b", null, "/b")]));
        Assert.Contains("- a: no\n", error.Message, StringComparison.Ordinal);
        Assert.Contains("III_TEST_BROWSER allows one way only: unset it to try the others.", error.Message, StringComparison.Ordinal);
    }

    private Task<string> StartAsync(IReadOnlyList<IBrowserSource> sources, params string[] broken) =>
        new BrowserLocator(_machine, sources, _ => { }).StartAsync(command =>
        {
            _launched.Add(command.Description);
            return broken.Contains(command.ExecutablePath) ? throw new PlaywrightException("It is broken.") : Task.FromResult(command.ExecutablePath!);
        });
}
