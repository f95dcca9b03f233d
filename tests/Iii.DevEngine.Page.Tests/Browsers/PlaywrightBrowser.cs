using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Has Playwright install the browser that its version was made for.</summary>
/// <param name="driver">The folder with Playwright's driver, which its package puts beside the tests.</param>
internal sealed partial class PlaywrightBrowser(IMachine machine, string driver) : IBrowserSource
{
    private const string Browser = "chromium-headless-shell";

    private static readonly TimeSpan s_listTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_downloadTimeout = TimeSpan.FromSeconds(60);

    public string Name => "playwright";

    /// <summary>Gets the folder that Playwright's package puts beside the tests.</summary>
    public static string DefaultDriver => Path.Combine(AppContext.BaseDirectory, ".playwright");

    public async Task<IReadOnlyList<BrowserCommand>> FindAsync(Action<string> report)
    {
        var node = Path.Combine(driver, "node", PlatformFolder(), machine.Platform == OSPlatform.Windows ? "node.exe" : "node");
        if (!machine.FileExists(node))
        {
            throw new BrowserUnavailableException($"Playwright's driver is not at '{node}'");
        }

        if (!await IsInstalledAsync(node))
        {
            report($"Playwright downloads a headless Chromium (at most {s_downloadTimeout.TotalSeconds:0} s).");
            var result = await machine.RunAsync(Command(node, "install", Browser), s_downloadTimeout);
            if (!result.Succeeded)
            {
                throw new BrowserUnavailableException(result.Describe($"playwright install {Browser}", s_downloadTimeout));
            }
        }

        return [new BrowserCommand("Playwright's Chromium", null)];
    }

    private string PlatformFolder()
    {
        if (machine.Platform == OSPlatform.Windows)
        {
            return "win32_x64";
        }

        var system = machine.Platform == OSPlatform.OSX ? "darwin" : "linux";
        return machine.Architecture is Architecture.Arm64 ? $"{system}-arm64" : $"{system}-x64";
    }

    private async Task<bool> IsInstalledAsync(string node)
    {
        var plan = await machine.RunAsync(Command(node, "install", "--dry-run", Browser), s_listTimeout);
        var locations = InstallLocation().Matches(plan.Output);
        return locations.Count > 0 && locations.All(l => machine.FileExists(Path.Combine(l.Groups[1].Value.TrimEnd(), "INSTALLATION_COMPLETE")));
    }

    private ProcessCommand Command(string node, params string[] arguments) =>
        new(node, [Path.Combine(driver, "package", "cli.js"), .. arguments]);

    [GeneratedRegex("Install location: +(.+)")]
    private static partial Regex InstallLocation();
}
