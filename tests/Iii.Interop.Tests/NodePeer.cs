using System.Diagnostics;
using System.Text.Json;

namespace Iii.Interop.Tests;

/// <summary>A Node process that runs the official SDK; what it says comes as lines of JSON.</summary>
internal sealed class NodePeer : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private NodePeer(Process process) => _process = process;

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "node");

    /// <summary>Installs the SDK from npm when it is not there yet.</summary>
    public static async Task InstallAsync()
    {
        if (Directory.Exists(Path.Combine(Folder, "node_modules", "iii-sdk")))
        {
            return;
        }

        using var npm = Start("npm", ["ci", "--no-audit", "--no-fund"], null);
        var errors = npm.StandardError.ReadToEndAsync();
        await npm.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(3));
        Assert.True(npm.ExitCode == 0, $"'npm ci' in {Folder} failed. These tests need Node.js 20 with npm: {await errors}");
    }

    public static NodePeer Run(Uri engine) => new(Start("node", ["peer.mjs"], engine));

    /// <summary>What the peer says under a name; what it says before is passed over.</summary>
    public async Task<JsonElement> HearAsync(string name)
    {
        while (await _process.StandardOutput.ReadLineAsync().WaitAsync(s_patience) is { } line)
        {
            if (line.StartsWith('{') && JsonDocument.Parse(line).RootElement is var said && said.TryGetProperty("name", out var saidName) && saidName.GetString() == name)
            {
                return said;
            }
        }

        throw new InvalidOperationException($"The peer ended without saying '{name}': {await _process.StandardError.ReadToEndAsync()}");
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static Process Start(string program, string[] arguments, Uri? engine)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["OTEL_ENABLED"] = "false";
        if (engine is not null)
        {
            start.Environment["III_URL"] = engine.ToString();
        }

        return Process.Start(start)!;
    }
}
