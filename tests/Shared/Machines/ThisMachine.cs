using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Iii.TestSupport;

/// <summary>Represents the machine that the tests run on.</summary>
internal sealed class ThisMachine : IMachine
{
    private static readonly TimeSpan s_killTimeout = TimeSpan.FromSeconds(5);

    public OSPlatform Platform { get; } =
        OperatingSystem.IsWindows() ? OSPlatform.Windows : OperatingSystem.IsMacOS() ? OSPlatform.OSX : OSPlatform.Linux;

    public Architecture Architecture => RuntimeInformation.OSArchitecture;

    public bool IsPrivileged => Environment.IsPrivilegedProcess;

    public string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    public bool FileExists(string path) => File.Exists(path);

    public string? ReadFile(string path) => File.Exists(path) ? File.ReadAllText(path) : null;

    public async Task<ProcessResult> RunAsync(ProcessCommand command, TimeSpan timeout)
    {
        using var process = new Process { StartInfo = StartInfo(command) };
        var output = new OutputTail();
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            // The exit code of a shell for a program that it cannot start.
            return new ProcessResult(127, e.Message);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
            return new ProcessResult(process.ExitCode, output.ToString());
        }
        catch (OperationCanceledException)
        {
            await KillAsync(process);
            return new ProcessResult(null, output.ToString());
        }
    }

    private static ProcessStartInfo StartInfo(ProcessCommand command)
    {
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.Folder ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Variables)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill(entireProcessTree: true);
        using var limit = new CancellationTokenSource(s_killTimeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // A process that left the tree may still hold the pipes: its output is not waited for.
        }
    }
}
