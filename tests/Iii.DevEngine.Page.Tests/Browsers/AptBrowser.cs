using System.Runtime.InteropServices;
using Iii.TestSupport;

namespace Iii.DevEngine.Page.Tests.Browsers;

/// <summary>Installs Debian's package <c>chromium</c>, as root. Ubuntu's package of that name is a stub for a snap.</summary>
internal sealed class AptBrowser(IMachine machine) : IBrowserSource
{
    private const string Executable = "/usr/bin/chromium";

    private static readonly TimeSpan s_updateTimeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_installTimeout = TimeSpan.FromMinutes(5);

    public string Name => "apt";

    public async Task<IReadOnlyList<BrowserCommand>> FindAsync(Action<string> report)
    {
        if (!IsDebian())
        {
            throw new BrowserUnavailableException("this is not Debian");
        }

        if (!machine.IsPrivileged)
        {
            throw new BrowserUnavailableException("only root may install packages; root does it by: apt-get update && apt-get install -y chromium");
        }

        report($"apt-get installs Debian's package 'chromium' (at most {s_updateTimeout.TotalMinutes + s_installTimeout.TotalMinutes:0} min).");
        await RunAsync(["update", "-qq"], s_updateTimeout);
        await RunAsync(["install", "-y", "-qq", "chromium"], s_installTimeout);
        return machine.FileExists(Executable)
            ? [new BrowserCommand(Executable, Executable)]
            : throw new BrowserUnavailableException($"the package 'chromium' brought no '{Executable}'");
    }

    private bool IsDebian() => machine.Platform == OSPlatform.Linux
        && (machine.ReadFile("/etc/os-release") ?? "").Split('\n').Any(line => line.Trim() is "ID=debian" or "ID=\"debian\"");

    private async Task RunAsync(string[] arguments, TimeSpan timeout)
    {
        var command = new ProcessCommand("apt-get", arguments) { Variables = new Dictionary<string, string> { ["DEBIAN_FRONTEND"] = "noninteractive" } };
        var result = await machine.RunAsync(command, timeout);
        if (!result.Succeeded)
        {
            throw new BrowserUnavailableException(result.Describe($"apt-get {string.Join(' ', arguments)}", timeout));
        }
    }
}
