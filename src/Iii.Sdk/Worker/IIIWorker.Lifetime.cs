using System.Runtime.InteropServices;
using System.Text;
using Iii.Connection;
using Iii.Protocol;
using Iii.Telemetry;

namespace Iii;

public sealed partial class IIIWorker
{
    private static readonly TimeSpan s_registrationGrace = TimeSpan.FromSeconds(5);

    // With the default drain of 2 s all is over before supervisors kill, at 3 s.
    private static readonly TimeSpan s_goodByeLimit = TimeSpan.FromMilliseconds(500);

    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _atOnce = new();
    private readonly Lock _lifetimeGate = new();
    private Task? _running;
    private Task? _stopped;

    /// <summary>Connects and serves until Ctrl+C, SIGTERM or the token; then lets running calls finish within <see cref="IIIWorkerOptions.DrainTimeout"/>.</summary>
    /// <remarks>A second signal ends at once.</remarks>
    /// <param name="cancellationToken">Stops the worker as a signal does.</param>
    /// <exception cref="IIIRegistrationRejectedException">The engine refused the worker.</exception>
    /// <exception cref="IIISessionRefusedException">The engine refused the session.</exception>
    /// <exception cref="InvalidOperationException">A class with functions has no instance, or the worker was stopped before.</exception>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnSignal(PosixSignalContext context)
        {
            context.Cancel = true;
            if (!asked.TrySetResult())
            {
                _atOnce.Cancel();
            }
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var cancel = cancellationToken.UnsafeRegister(static a => ((TaskCompletionSource)a!).TrySetResult(), asked);

        var running = Begin();
        await Task.WhenAny(running, asked.Task).ConfigureAwait(false);
        await StopAsync(CancellationToken.None).ConfigureAwait(false);
        await running.ConfigureAwait(false);
    }

    /// <summary>Connects, and returns when the engine knows the functions. The worker serves in the background until <see cref="StopAsync"/>.</summary>
    /// <param name="cancellationToken">Ends the waiting; the worker goes on trying to connect.</param>
    /// <exception cref="IIIRegistrationRejectedException">The engine refused the worker.</exception>
    /// <exception cref="IIISessionRefusedException">The engine refused the session.</exception>
    /// <exception cref="InvalidOperationException">A class with functions has no instance, or the worker was started before.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_lifetimeGate)
        {
            if (_running is not null)
            {
                throw new InvalidOperationException("The worker was started before.");
            }
        }

        // A function that is refused never will be known.
        using var refused = new CancellationTokenSource();
        void OnRejected(FunctionRejection rejection)
        {
            if (rejection.FunctionId == _registry.LastFunctionId)
            {
                refused.Cancel();
            }
        }

        _rejections.OfFunctions += OnRejected;
        try
        {
            _ = Begin();
            await _states.Connected.WaitAsync(cancellationToken).ConfigureAwait(false);
            await WaitUntilRegisteredAsync(refused.Token, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _rejections.OfFunctions -= OnRejected;
        }
    }

    /// <summary>Takes no more calls, lets running ones finish within <see cref="IIIWorkerOptions.DrainTimeout"/>, answers the rest, and closes the connection.</summary>
    /// <remarks>May be called from any state and any number of times. A worker that was stopped can not be started again.</remarks>
    /// <param name="cancellationToken">Ends the waiting for running calls.</param>
    public Task StopAsync(CancellationToken cancellationToken = default)
    {
        lock (_lifetimeGate)
        {
            return _stopped is null ? _stopped = StopOnceAsync(cancellationToken) : HurryAsync(_stopped, cancellationToken);
        }
    }

    /// <summary>Waits until the worker is connected, and returns at once while it is. After a loss it waits for the next connection.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIWorkerStoppedException">The worker was stopped.</exception>
    /// <exception cref="IIIException">The worker has failed, and never will be connected.</exception>
    public Task WaitForConnectedAsync(CancellationToken cancellationToken = default) => _states.Connected.WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _pending.Dispose();
        _dispatcher.Dispose();
        _channels.Dispose();
    }

    /// <summary>A stop that is asked for again may end sooner than it was asked to at first.</summary>
    private async Task HurryAsync(Task stopping, CancellationToken cancellationToken)
    {
        using var hurry = cancellationToken.UnsafeRegister(static s => ((CancellationTokenSource)s!).Cancel(), _atOnce);
        await stopping.ConfigureAwait(false);
    }

    private Task Begin()
    {
        lock (_lifetimeGate)
        {
            if (_stopped is not null)
            {
                throw new InvalidOperationException("The worker was stopped; make a new one.");
            }

            if (_running is null)
            {
                _instances.Check();
                _running = Task.Run(ConnectAndServeAsync);
            }

            return _running;
        }
    }

    private async Task ConnectAndServeAsync()
    {
        var observers = new ObserverFrameHandler(Engine, _observers, _observedFunctions, _logger);
        var frames = new FrameHandler(_registry, _dispatcher, _pending, _rejections, _observed, observers, _logger);
        var connection = new EngineConnection(Url, _options, _identity, _registry, frames, _pending, _outbox, _states, _logger);
        WorkerGauges.Add(_observed);
        try
        {
            await connection.RunAsync(_stopping.Token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Log.Failed(_logger, e);
            _states.End(IIIConnectionState.Failed, e);
            _calls.Close((e as IIIException)?.Code ?? IIIErrorCodes.Shutdown, e.Message, e);
            _observers.Fail(new ObserverReason((e as IIIException)?.Code ?? IIIErrorCodes.Shutdown, e.Message));
            throw;
        }
        finally
        {
            WorkerGauges.Remove(_observed);
        }
    }

    private async Task StopOnceAsync(CancellationToken cancellationToken)
    {
        // Not under the lock of the caller: a handler that stops its own worker must not wait for itself there.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        using (var atOnce = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _atOnce.Token))
        {
            await Task.WhenAll(DrainAsync(atOnce.Token), UnbindAsync(atOnce.Token)).ConfigureAwait(false);
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        var stopped = new IIIWorkerStoppedException();
        _calls.Close(stopped.Code, stopped.Message, stopped);
        if (_outbox.Session is { } session)
        {
            using var limit = new CancellationTokenSource(s_goodByeLimit, _options.TimeProvider);
            await session.CloseAsync(limit.Token).ConfigureAwait(false);
            await session.DisposeAsync().ConfigureAwait(false);
        }

        if (_running is not null)
        {
            await ((Task)_running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (_states.Current is not IIIConnectionState.Failed)
        {
            _states.End(IIIConnectionState.Disconnected, stopped);
            Log.Stopped(_logger);
        }
    }

    /// <summary>
    /// Observers end first: calls are taken until the engine confirms that no more activations come, and then those that run are waited
    /// for.
    /// </summary>
    private async Task DrainAsync(CancellationToken atOnce)
    {
        var started = _options.TimeProvider.GetTimestamp();
        var stopped = new IIIWorkerStoppedException();
        await _observers.CloseAsync(_options.DrainTimeout, new ObserverReason(stopped.Code, stopped.Message), atOnce).ConfigureAwait(false);
        var left = _options.DrainTimeout - _options.TimeProvider.GetElapsedTime(started);
        await _dispatcher.StopAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero, atOnce).ConfigureAwait(false);
    }

    /// <summary>The handlers of trigger types get as long as those of calls.</summary>
    private async Task UnbindAsync(CancellationToken atOnce)
    {
        try
        {
            await _registry.CloseAsync().WaitAsync(_options.DrainTimeout, _options.TimeProvider, atOnce).ConfigureAwait(false);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            Log.TriggerTypesNotDone(_logger, _options.DrainTimeout.TotalSeconds);
        }
    }

    /// <summary>
    /// The engine never acknowledges a registration, so a call made right after it could come too early: ask for the last function until it is known.
    /// </summary>
    private async Task WaitUntilRegisteredAsync(CancellationToken refused, CancellationToken cancellationToken)
    {
        if (_registry.LastFunctionId is not { } id)
        {
            return;
        }

        using var payload = new Generated.JsonOutput();
        payload.BeginObject();
        payload.WriteName("\"function_id\":"u8);
        payload.WriteString(id);
        if (_identity.Namespace is { } own)
        {
            payload.WriteName("\"namespace\":"u8);
            payload.WriteString(own);
        }

        payload.EndObject();
        var started = _options.TimeProvider.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(1);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(refused, cancellationToken);
        while (!refused.IsCancellationRequested && _options.TimeProvider.GetElapsedTime(started) < s_registrationGrace)
        {
            try
            {
                await CallRawAsync("engine::functions::info", payload.WrittenMemory, new CallOptions { Timeout = s_registrationGrace }, cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (IIIInvocationException e) when (e.Code is IIIErrorCodes.ConnectionLost)
            {
                // The next connection brings everything again; or there is none, and why.
                await _states.Connected.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (IIIInvocationException e) when (e.Code is IIIErrorCodes.NotFound)
            {
                await Task.Delay(pause, _options.TimeProvider, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                cancellationToken.ThrowIfCancellationRequested();
                pause *= 2;
            }
            catch (IIIInvocationException)
            {
                // A worker that was refused says so; one that may not ask serves all the same.
                if (_states.Connected is { IsFaulted: true } ended)
                {
                    await ended.ConfigureAwait(false);
                }

                return;
            }
        }
    }
}
