using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Iii.Hosting;

/// <summary>Starts the worker with the host and stops it with the host, and the host with the worker.</summary>
internal sealed partial class WorkerService(IIIWorker worker, IHostApplicationLifetime lifetime, ILogger<WorkerService> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _starting = Task.CompletedTask;
    private int _hasFailed;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        worker.StateChanged += OnStateChanged;
        _starting = worker.StartAsync(_stopping.Token);

        // What is wrong with the worker itself is known at once. The engine may come later, and the host need not wait for it.
        return _starting.IsFaulted ? _starting : Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await worker.StopAsync(cancellationToken).ConfigureAwait(false);
        await _starting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        worker.StateChanged -= OnStateChanged;
        if (Volatile.Read(ref _hasFailed) != 0)
        {
            // The host passes it on, so that the process does not end as if all were well.
            await worker.WaitForConnectedAsync(CancellationToken.None).ConfigureAwait(false);
        }
    }

    public void Dispose() => _stopping.Dispose();

    private void OnStateChanged(IIIConnectionState state)
    {
        if (state is IIIConnectionState.Failed && Interlocked.Exchange(ref _hasFailed, 1) == 0)
        {
            Failed(logger);

            // Not on the worker's thread: whoever waits for the application's stop may take long.
            ThreadPool.UnsafeQueueUserWorkItem(static l => l.StopApplication(), lifetime, preferLocal: false);
        }
    }

    [LoggerMessage(1, LogLevel.Critical, "The worker has failed, and the host stops with it.")]
    private static partial void Failed(ILogger logger);
}
