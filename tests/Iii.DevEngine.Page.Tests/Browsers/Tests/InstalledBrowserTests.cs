using System.Runtime.InteropServices;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers.Tests;

/// <summary>Shows where installed browsers are found.</summary>
public sealed class InstalledBrowserTests
{
    [Theory]
    [InlineData("google-chrome")]
    [InlineData("google-chrome-stable")]
    [InlineData("chromium")]
    [InlineData("chromium-browser")]
    [InlineData("microsoft-edge")]
    [InlineData("microsoft-edge-stable")]
    public async Task Find_onPath_isFound(string program)
    {
        var machine = new FakeMachine { Variables = { ["PATH"] = "/bin:/opt/tools/" }, Files = { [$"/opt/tools/{program}"] = "" } };
        Assert.Equal([$"/opt/tools/{program}"], await FindAsync(machine));
    }

    [Theory]
    [InlineData("/usr/bin/google-chrome")]
    [InlineData("/opt/google/chrome/chrome")]
    [InlineData("/usr/bin/chromium")]
    [InlineData("/usr/bin/chromium-browser")]
    [InlineData("/snap/bin/chromium")]
    [InlineData("/opt/microsoft/msedge/msedge")]
    public async Task Find_linuxUsualPath_isFound(string path) =>
        Assert.Equal([path], await FindAsync(new FakeMachine { Files = { [path] = "" } }));

    [Theory]
    [InlineData("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")]
    [InlineData("/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge")]
    [InlineData("/Users/ada/Applications/Chromium.app/Contents/MacOS/Chromium")]
    public async Task Find_macUsualPath_isFound(string path) => Assert.Equal(
        [path],
        await FindAsync(new FakeMachine { Platform = OSPlatform.OSX, Variables = { ["HOME"] = "/Users/ada" }, Files = { [path] = "" } }));

    [Theory]
    [InlineData(@"C:\Program Files\Google\Chrome\Application\chrome.exe")]
    [InlineData(@"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe")]
    [InlineData(@"C:\Users\ada\AppData\Local\Chromium\Application\chrome.exe")]
    [InlineData(@"D:\tools\chrome.exe")]
    public async Task Find_windowsUsualPath_isFound(string path) => Assert.Equal(
        [path],
        await FindAsync(new FakeMachine
        {
            Platform = OSPlatform.Windows,
            Variables =
            {
                ["PATH"] = @"C:\Windows;D:\tools",
                ["ProgramFiles"] = @"C:\Program Files",
                ["ProgramFiles(x86)"] = @"C:\Program Files (x86)",
                ["LocalAppData"] = @"C:\Users\ada\AppData\Local",
            },
            Files = { [path] = "" },
        }));

    [Fact]
    public async Task Find_several_pathIsFirstAndNoneTwice()
    {
        var machine = new FakeMachine
        {
            Variables = { ["PATH"] = "/usr/bin" },
            Files = { ["/usr/bin/chromium"] = "", ["/usr/bin/google-chrome"] = "", ["/snap/bin/chromium"] = "" },
        };
        Assert.Equal(["/usr/bin/google-chrome", "/usr/bin/chromium", "/snap/bin/chromium"], await FindAsync(machine));
    }

    [Fact]
    public async Task Find_none_errorSaysSo()
    {
        var error = await Assert.ThrowsAsync<BrowserUnavailableException>(() => FindAsync(new FakeMachine()));
        Assert.Equal("there is no Chrome, Edge or Chromium on PATH or where their installers put them", error.Message);
    }

    private static async Task<string[]> FindAsync(FakeMachine machine) =>
        [.. (await new InstalledBrowser(machine).FindAsync(line => Assert.Fail(line))).Select(c => c.ExecutablePath!)];
}
