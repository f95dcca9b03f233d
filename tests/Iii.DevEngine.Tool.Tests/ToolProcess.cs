using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>The tool as a program of its own.</summary>
internal sealed class ToolProcess : IDisposable
{
    public const int Sigint = 2;
    public const int Sigterm = 15;

    private readonly Process _process;

    private ToolProcess(Process process) => _process = process;

    public StreamReader Out => _process.StandardOutput;

    public StreamReader Error => _process.StandardError;

    // A shell keeps SIGINT from what it runs in the background, and that from its children: the tool gets it all the same.
    private static readonly string[] s_command = OperatingSystem.IsLinux() ? ["env", "--default-signal=INT", "dotnet"] : ["dotnet"];

    public static ToolProcess Start(params string[] arguments) => new(Process.Start(new ProcessStartInfo(s_command[0], [.. s_command[1..], typeof(DevTool).Assembly.Location, .. arguments])
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        RedirectStandardInput = true,
    })!);

    /// <summary>Starts an engine on free ports, and returns when it is ready.</summary>
    public static async Task<(ToolProcess Engine, JsonElement Started)> EngineAsync(params string[] arguments)
    {
        var process = Start(["run", "--json", "--port", "0", "--http-port", "0", "--stream-port", "0", "--page-port", "0", .. arguments]);
        var line = await process.Out.ReadLineAsync().WaitAsync(TestTimeout.Default) ?? throw new InvalidOperationException(await process.Error.ReadToEndAsync());
        return (process, JsonDocument.Parse(line).RootElement);
    }

    public void Signal(int signal) => Assert.Equal(0, Kill(_process.Id, signal));

    /// <summary>Ends it as the system does when it has no more memory: nothing of it runs any more.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> ExitAsync()
    {
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        await _process.WaitForExitAsync(timeout.Token);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
