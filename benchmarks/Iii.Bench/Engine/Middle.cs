using System.Diagnostics;

namespace Iii.Bench.Engine;

/// <summary>What lies between the workers: a process of this program that says its address first. Ends with this object.</summary>
internal sealed class Middle : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private Middle(Process process, Uri url)
    {
        Process = process;
        Url = url;
    }

    public Process Process { get; }

    public Uri Url { get; }

    /// <summary>Memory that is in RAM, in bytes.</summary>
    public long Resident
    {
        get
        {
            Process.Refresh();
            return Process.WorkingSet64;
        }
    }

    /// <param name="kind"><c>relay</c> or <c>engine-host</c>.</param>
    /// <param name="cancellationToken">Ends the waiting for its address.</param>
    public static async Task<Middle> StartAsync(string kind, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Middle).Assembly.Location, kind]) { RedirectStandardOutput = true };

        // As programs have it that embed the engine.
        start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_patience);
        var line = await process.StandardOutput.ReadLineAsync(limit.Token).ConfigureAwait(false);
        return new Middle(process, new Uri(line ?? throw new InvalidOperationException($"'{kind}' ended before it had said its address.")));
    }

    public async ValueTask DisposeAsync()
    {
        Process.Kill();
        await Process.WaitForExitAsync().ConfigureAwait(false);
        Process.Dispose();
    }
}
