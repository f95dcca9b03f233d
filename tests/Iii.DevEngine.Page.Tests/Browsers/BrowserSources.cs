using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Lists the ways to get a browser, in the order in which they are tried.</summary>
internal static class BrowserSources
{
    public static IReadOnlyList<IBrowserSource> All(IMachine machine) =>
    [
        new InstalledBrowser(machine),
        new PlaywrightBrowser(machine, PlaywrightBrowser.DefaultDriver),
        new NpmBrowser(machine, BrowserPackage.Default, new BrowserCache(BrowserCache.DefaultFolder(machine), NpmBrowser.LockTimeout)),
        new AptBrowser(machine),
    ];
}
