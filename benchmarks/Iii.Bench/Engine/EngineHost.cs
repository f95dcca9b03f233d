using Iii.DevEngine;

namespace Iii.Bench.Engine;

/// <summary>The embedded engine in a process of its own, so that what it takes can be measured.</summary>
internal static class EngineHost
{
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 }, cancellationToken).ConfigureAwait(false);
        Console.WriteLine(engine.WorkerUrl);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
