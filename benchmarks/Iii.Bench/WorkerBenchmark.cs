using Iii.Bench.Load;
using Iii.Bench.Wire;
using Iii.Bench.Workers;

namespace Iii.Bench;

/// <summary>Drives the workers in turn, round by round, so that what else the machine does hits both alike.</summary>
internal static class WorkerBenchmark
{
    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        var kinds = new[] { WorkerKind.Native, WorkerKind.Node }.Where(k => options.Only is null || options.Only == k.Option).ToArray();
        foreach (var kind in kinds)
        {
            Console.WriteLine($"preparing {kind.Name}");
            await kind.PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        var results = kinds.ToDictionary(k => k, _ => new List<Measurement>());
        Report.Head(options);
        for (var round = 1; round <= options.Rounds; round++)
        {
            foreach (var kind in kinds)
            {
                var measurement = await MeasureAsync(kind, options, cancellationToken).ConfigureAwait(false);
                results[kind].Add(measurement);
                Report.Row($"{kind.Name}, round {round}", measurement);
            }
        }

        var medians = kinds.ToDictionary(k => k, k => Report.Median(results[k]));
        foreach (var kind in kinds)
        {
            Report.Row($"{kind.Name}, median", medians[kind]);
        }

        if (options.Only is null)
        {
            Report.Ratio(medians[WorkerKind.Native], medians[WorkerKind.Node]);
        }
    }

    private static async Task<Measurement> MeasureAsync(WorkerKind kind, BenchOptions options, CancellationToken cancellationToken)
    {
        using var port = new EnginePort();
        var worker = new WorkerProcess(kind, port.Url);
        await using (worker.ConfigureAwait(false))
        {
            try
            {
                using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                using var socket = await AcceptAsync(port, worker, ended).ConfigureAwait(false);
                Registration.Await(socket);
                return new Flood(socket, worker.Process, options).Run(cancellationToken);
            }
            catch (Exception e) when (e is InvalidDataException or TimeoutException)
            {
                throw new InvalidOperationException($"{kind.Name}: {e.Message}\n{worker.LastWords}", e);
            }
        }
    }

    /// <summary>A worker that ends before it has connected is told at once, not after the time-out.</summary>
    private static async Task<WorkerSocket> AcceptAsync(EnginePort port, WorkerProcess worker, CancellationTokenSource ended)
    {
        var accepted = port.AcceptAsync(ended.Token);
        var exited = worker.Process.WaitForExitAsync(ended.Token);
        if (await Task.WhenAny(accepted, exited).ConfigureAwait(false) == exited && worker.Process.HasExited)
        {
            throw new InvalidDataException($"The worker ended with exit code {worker.Process.ExitCode} before it had connected.");
        }

        return await accepted.ConfigureAwait(false);
    }
}
