using Iii.DevEngine;
using Iii.Testing.Network;

namespace Iii.Testing;

public sealed partial class IIITestHost
{
    // Of the machine's time: the host's clock stands still when it ends.
    private static readonly TimeSpan s_longestEnd = TimeSpan.FromSeconds(5);

    private int _isDisposed;

    /// <summary>Starts an engine and a worker, which is connected and registered when this returns.</summary>
    /// <param name="register">Gives the worker its functions: <c>worker => worker.AddFunctions()</c>. Null for a host without a worker: faults that must be there before one connects are put in,
    /// then <see cref="AddWorkerAsync"/> adds it.</param>
    /// <param name="options">The engine's modules, the worker's options, where messages go.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<IIITestHost> StartAsync(Action<IIIWorker>? register = null, IIITestHostOptions? options = null, CancellationToken cancellationToken = default)
    {
        var host = new IIITestHost(options ?? new IIITestHostOptions());
        try
        {
            await host.StartEngineAsync(cancellationToken).ConfigureAwait(false);
            if (register is not null)
            {
                host._worker = await host.AddWorkerAsync("worker", register, host._options.ConfigureWorker, cancellationToken).ConfigureAwait(false);
            }

            return host;
        }
        catch
        {
            await host.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Starts a further worker, which is connected and registered when this returns.</summary>
    /// <param name="name">Its name; <paramref name="configure"/> may choose another.</param>
    /// <param name="register">Gives it its functions; null for none.</param>
    /// <param name="configure">Sets its options. Runs after the host's own settings.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The worker; the host disposes it.</returns>
    public async Task<IIIWorker> AddWorkerAsync(string name, Action<IIIWorker>? register = null, Action<IIIWorkerOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var worker = CreateWorker(name, configure);
        register?.Invoke(worker);
        await worker.StartAsync(cancellationToken).ConfigureAwait(false);
        return worker;
    }

    /// <summary>Makes a further worker that does nothing until it is started: to look at its first connection.</summary>
    /// <param name="name">Its name; <paramref name="configure"/> may choose another.</param>
    /// <param name="configure">Sets its options. Runs after the host's own settings.</param>
    /// <returns>The worker; the host disposes it.</returns>
    public IIIWorker CreateWorker(string name, Action<IIIWorkerOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ObjectDisposedException.ThrowIf(_isDisposed != 0, this);
        IIIWorker? made = null;
        MemoryTransport? transport = null;
        var worker = IIIWorker.Create(Engine.WorkerUrl.ToString(), options =>
        {
            options.Name = name;
            options.Identity = IIIWorkerIdentity.Explicit;
            options.TimeProvider = Clock;
            options.LoggerFactory = _log;
            options.Reconnect.Jitter = 0;
            configure?.Invoke(options);
            options.Busy = Count;
            options.Dial = (endpoint, cancellationToken) => _network.DialAsync(endpoint, made, cancellationToken);
            options.Transport = transport = new MemoryTransport(options, _activity, () => Faults.RefusesConnection(made!));
        });
        made = worker;
        worker.StateChanged += transport!.StateChanged;
        lock (_gate)
        {
            _workers.Add(worker);
        }

        return worker;
    }

    /// <summary>Ends the workers, at once whatever they do, and the engine. Nothing of the host runs afterwards.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        Faults.Clear();
        IIIWorker[] workers;
        lock (_gate)
        {
            workers = [.. _workers];
        }

        using var atOnce = new CancellationTokenSource();
        await atOnce.CancelAsync().ConfigureAwait(false);
        var stopping = Task.WhenAll(workers.Select(w => w.StopAsync(atOnce.Token)));
        try
        {
            await stopping.WaitAsync(s_longestEnd).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            // Somebody waits for a good-bye that does not come.
            _network.Cut(null, "The host has ended.");
            await stopping.ConfigureAwait(false);
        }

        foreach (var worker in workers)
        {
            await worker.DisposeAsync().ConfigureAwait(false);
        }

        Http?.Dispose();
        if (_engine is not null)
        {
            await _engine.DisposeAsync().ConfigureAwait(false);
        }

        _network.Cut(null, "The host has ended.");
        _rest.Dispose();
    }

    private void Count(bool isBusy)
    {
        if (isBusy)
        {
            _activity.Begin();
        }
        else
        {
            _activity.End();
        }
    }

    private async Task StartEngineAsync(CancellationToken cancellationToken)
    {
        _engine = await IIIDevEngine.StartAsync(
            _options.Engine with
            {
                Generation = _options.Generation ?? _options.Engine.Generation,
                TimeProvider = Clock,
                LoggerFactory = _log,
                Recorder = _recorder.Recorder,
                Activity = _activity,
                Faults = Faults.OfEngine,
                Network = _network,
            },
            cancellationToken).ConfigureAwait(false);
        Faults.Core = _engine.Core;
        Http = new HttpClient(CreateHandler()) { BaseAddress = _engine.HttpUrl };
        _client = await AddWorkerAsync("test", cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}
