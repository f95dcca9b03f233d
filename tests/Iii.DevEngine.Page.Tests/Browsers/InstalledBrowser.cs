using System.Runtime.InteropServices;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Finds an installed Chrome, Edge or Chromium: on <c>PATH</c>, and where their installers put them.</summary>
internal sealed class InstalledBrowser(IMachine machine) : IBrowserSource
{
    private static readonly string[] s_programs =
        ["google-chrome", "google-chrome-stable", "chrome", "chromium", "chromium-browser", "microsoft-edge", "microsoft-edge-stable", "msedge"];

    private static readonly string[] s_linuxPaths =
    [
        "/usr/bin/google-chrome", "/opt/google/chrome/chrome", "/usr/bin/chromium", "/usr/lib/chromium/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium",
        "/usr/bin/microsoft-edge", "/opt/microsoft/msedge/msedge",
    ];

    private static readonly string[] s_macApplications =
        ["Google Chrome.app/Contents/MacOS/Google Chrome", "Chromium.app/Contents/MacOS/Chromium", "Microsoft Edge.app/Contents/MacOS/Microsoft Edge"];

    private static readonly string[] s_windowsApplications =
        [@"Google\Chrome\Application\chrome.exe", @"Chromium\Application\chrome.exe", @"Microsoft\Edge\Application\msedge.exe"];

    public string Name => "installed";

    public Task<IReadOnlyList<BrowserCommand>> FindAsync(Action<string> report)
    {
        var onPath = s_programs.Select(name => ProgramPath.Find(machine, name)).OfType<string>();
        BrowserCommand[] found = [.. onPath.Concat(UsualPaths().Where(machine.FileExists)).Distinct().Select(path => new BrowserCommand(path, path))];
        return found.Length > 0
            ? Task.FromResult<IReadOnlyList<BrowserCommand>>(found)
            : throw new BrowserUnavailableException("there is no Chrome, Edge or Chromium on PATH or where their installers put them");
    }

    private IEnumerable<string> UsualPaths()
    {
        if (machine.Platform == OSPlatform.Windows)
        {
            return Combine([machine.Variable("ProgramFiles"), machine.Variable("ProgramFiles(x86)"), machine.Variable("LocalAppData")], s_windowsApplications);
        }

        return machine.Platform == OSPlatform.OSX
            ? Combine(["/Applications", machine.Variable("HOME") is { } home ? $"{home}/Applications" : null], s_macApplications)
            : s_linuxPaths;
    }

    private IEnumerable<string> Combine(string?[] folders, string[] applications) =>
        folders.OfType<string>().SelectMany(folder => applications.Select(application => ProgramPath.Join(machine, folder, application)));
}
