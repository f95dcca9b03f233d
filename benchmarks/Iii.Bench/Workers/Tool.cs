using System.ComponentModel;
using System.Diagnostics;

namespace Iii.Bench.Workers;

/// <summary>A program that prepares a worker and ends by itself.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    /// <exception cref="InvalidOperationException">The program is missing, failed or did not end.</exception>
    public static async Task RunAsync(string program, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        var line = $"{program} {string.Join(' ', arguments)}";
        Console.WriteLine($"  {line}");
        using var process = Start(program, arguments, folder);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"'{line}' ended with exit code {process.ExitCode}:\n{await output.ConfigureAwait(false)}{await errors.ConfigureAwait(false)}");
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new InvalidOperationException($"'{line}' did not end within {s_patience.TotalMinutes} minutes.");
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Runs a program that says itself what there is to say, for as long as it takes.</summary>
    /// <exception cref="InvalidOperationException">The program is missing or failed.</exception>
    public static async Task ShowAsync(string program, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        using var process = Start(program, arguments, folder, isShown: true);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{program} {string.Join(' ', arguments)}' ended with exit code {process.ExitCode}.");
        }
    }

    private static Process Start(string program, string[] arguments, string folder, bool isShown = false)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = !isShown, RedirectStandardError = !isShown };
        // `dotnet run` leaves its own build's settings in the environment; another build must not see them.
        foreach (var name in start.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
        {
            start.Environment.Remove(name);
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException($"'{program}' can not be started: {e.Message}. The bench needs the .NET SDK, and Node.js 20 with npm for the Node worker.", e);
        }
    }
}
