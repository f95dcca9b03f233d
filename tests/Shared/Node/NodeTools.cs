using System.Globalization;

namespace Iii.TestSupport;

/// <summary>Represents the Node.js and npm that <c>PATH</c> names.</summary>
internal sealed record NodeTools(string Node, string Npm)
{
    public const int MinimumVersion = 20;

    private static readonly TimeSpan s_versionTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Finds Node.js and npm and checks the version of Node.js.</summary>
    /// <exception cref="NodeUnavailableException">One of them is missing, or Node.js is too old.</exception>
    public static async Task<NodeTools> FindAsync(IMachine machine)
    {
        var node = ProgramPath.Find(machine, "node") ?? throw new NodeUnavailableException("there is no 'node' on PATH");
        var npm = ProgramPath.Find(machine, "npm") ?? throw new NodeUnavailableException("there is no 'npm' on PATH");
        var result = await machine.RunAsync(new ProcessCommand(node, "--version"), s_versionTimeout);
        if (!result.Succeeded)
        {
            throw new NodeUnavailableException(result.Describe($"{node} --version", s_versionTimeout).TrimEnd('.'));
        }

        var version = result.Output.Trim();
        return MajorVersion(version) >= MinimumVersion
            ? new NodeTools(node, npm)
            : throw new NodeUnavailableException($"'{node}' is version '{version}'");
    }

    private static int MajorVersion(string version) =>
        int.TryParse(version.TrimStart('v').Split('.')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var major) ? major : 0;
}
