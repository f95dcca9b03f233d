using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Iii.Bench.Workers;

namespace Iii.Bench.Engine;

/// <summary>Two workers on the official Node SDK, of which one calls the other through what lies between them.</summary>
internal static class NodePair
{
    /// <summary>How many calls a second were answered, and how long the CPU worked for each in what lies between.</summary>
    public static async Task<(double CallsPerSecond, double CpuMicroseconds)> MeasureAsync(Middle middle, int inFlight, int warmup, int seconds, CancellationToken cancellationToken)
    {
        var provider = new WorkerProcess(WorkerKind.Node, middle.Url);
        await using (provider.ConfigureAwait(false))
        {
            var script = Path.Combine(Repository.Artifacts("node"), "caller.mjs");
            string[] numbers = [.. new[] { inFlight, warmup, seconds }.Select(n => n.ToString(CultureInfo.InvariantCulture))];
            var start = new ProcessStartInfo("node", [script, .. numbers]) { RedirectStandardOutput = true };
            start.Environment["III_URL"] = middle.Url.ToString();
            start.Environment["OTEL_ENABLED"] = "false";
            using var caller = Process.Start(start)!;
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(TimeSpan.FromSeconds(warmup + seconds + 30));
                await LineAsync(caller, provider, "begin", limit.Token).ConfigureAwait(false);
                var before = Cpu(middle);
                using var result = JsonDocument.Parse(await LineAsync(caller, provider, "{", limit.Token).ConfigureAwait(false));
                var cpu = Cpu(middle) - before;
                var calls = result.RootElement.GetProperty("calls").GetDouble();
                return (calls / result.RootElement.GetProperty("seconds").GetDouble(), cpu.TotalMicroseconds / calls);
            }
            finally
            {
                if (!caller.HasExited)
                {
                    caller.Kill();
                }
            }
        }
    }

    private static TimeSpan Cpu(Middle middle)
    {
        middle.Process.Refresh();
        return middle.Process.TotalProcessorTime;
    }

    private static async Task<string> LineAsync(Process caller, WorkerProcess provider, string beginning, CancellationToken cancellationToken)
    {
        while (await caller.StandardOutput.ReadLineAsync(cancellationToken).ConfigureAwait(false) is { } line)
        {
            if (line.StartsWith(beginning, StringComparison.Ordinal))
            {
                return line;
            }
        }

        throw new InvalidOperationException($"The caller ended before it had said '{beginning}'.\n{provider.LastWords}");
    }
}
