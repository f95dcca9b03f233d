namespace Iii.TestSupport;

/// <summary>Installs the npm packages that the lock file of a folder names.</summary>
internal sealed class NodePackages(IMachine machine, string folder, Action<string> report)
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(60);

    /// <summary>Installs the packages unless they are there.</summary>
    /// <exception cref="NodeUnavailableException">npm fails, or does not end within 60 s.</exception>
    public async Task InstallAsync(NodeTools tools)
    {
        // npm writes this file last: an installation that was broken off has none.
        if (machine.FileExists(Path.Combine(folder, "node_modules", ".package-lock.json")))
        {
            return;
        }

        report($"Installing the official Node SDK with npm (at most {s_timeout.TotalSeconds:0} s).");
        var result = await machine.RunAsync(new ProcessCommand(tools.Npm, "ci", "--no-audit", "--no-fund") { Folder = folder }, s_timeout);
        if (!result.Succeeded)
        {
            throw new NodeUnavailableException($"its packages cannot be installed in '{folder}', which needs npm's registry: {result.Describe("npm ci", s_timeout)}");
        }
    }
}
