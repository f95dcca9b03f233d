using Iii.Connection.WebSockets;
using Iii.Generated;
using Iii.Invocation;
using Iii.Observers.Triggers;
using Iii.Protocol;
using Iii.Registration;
using Microsoft.Extensions.Logging;

namespace Iii.Connection;

/// <summary>
/// Keeps the worker connected: connects, replays the registrations, reads until the connection ends, and begins anew after a while,
/// until it is stopped or the engine says that trying again is no use.
/// </summary>
internal sealed class EngineConnection(
    Uri url,
    IIIWorkerOptions options,
    WorkerIdentity identity,
    Registry registry,
    FrameHandler frames,
    PendingCalls pending,
    Outbox outbox,
    ConnectionStates states,
    ILogger logger)
{
    private readonly ITransport _transport = options.Transport ?? new WebSocketTransport(options);
    private readonly string _shownUrl = EngineAddress.Shown(url);
    private readonly Backoff _backoff = new(options.Reconnect);

    /// <summary>Runs until stopped.</summary>
    /// <exception cref="IIIException">The engine refused the worker, or too many attempts have failed.</exception>
    public async Task RunAsync(CancellationToken stopping)
    {
        states.Set(IIIConnectionState.Connecting);
        while (!stopping.IsCancellationRequested)
        {
            Exception? failure = null;
            var wasConnected = false;
            string reason;
            try
            {
                var session = await ConnectAsync(stopping).ConfigureAwait(false);
                wasConnected = true;
                reason = await ServeAsync(session, stopping).ConfigureAwait(false);
            }
            catch (Exception e) when (stopping.IsCancellationRequested && e is not IIIException)
            {
                return;
            }
            catch (Exception e) when (e is not (IIIRegistrationRejectedException or IIISessionRefusedException or UnsupportedTriggerException))
            {
                failure = e;
                reason = e is OperationCanceledException ? $"no answer within {options.ConnectTimeout.TotalSeconds:0.###} s." : e.Message;
            }

            if (stopping.IsCancellationRequested)
            {
                return;
            }

            if (_backoff.Next() is not { } delay)
            {
                throw new IIIException(IIIErrorCodes.NotConnected, $"Gave up connecting to {_shownUrl} after {options.Reconnect.MaxAttempts} attempts (options.Reconnect.MaxAttempts): {reason}", failure);
            }

            // Begun before anybody is told: whoever hears of the loss and moves the clock finds the wait there.
            var pausing = _transport.PauseAsync(delay, options.TimeProvider, stopping);
            states.Set(IIIConnectionState.Reconnecting);
            if (wasConnected)
            {
                Log.ConnectionLost(logger, _shownUrl, reason, delay.TotalSeconds);
            }
            else
            {
                Log.ConnectFailed(logger, _shownUrl, reason, delay.TotalSeconds);
            }

            try
            {
                await pausing.ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<ITransportSession> ConnectAsync(CancellationToken stopping)
    {
        using var timeout = new CancellationTokenSource(options.ConnectTimeout, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, timeout.Token);
        return await _transport.ConnectAsync(url, either.Token).ConfigureAwait(false);
    }

    /// <summary>Serves one connection to its end.</summary>
    /// <returns>Why it ended.</returns>
    private async Task<string> ServeAsync(ITransportSession session, CancellationToken stopping)
    {
        var reading = Task.CompletedTask;
        await using (session.ConfigureAwait(false))
        {
            try
            {
                frames.Connected();

                // Reading begins before the replay: an engine that writes while we do must not wait for us.
                // What it writes first replaces what the last connection was told.
                var (previous, token) = (frames.WorkerId, frames.ReattachToken);
                reading = ReadAsync(session);
                Introduce(session, previous, token);
                registry.Replay(session);
                outbox.Connected(session);
                frames.Registered(session);
                if (stopping.IsCancellationRequested)
                {
                    // The stop closes the session that it sees; it may have looked before there was this one.
                    await session.DisposeAsync().ConfigureAwait(false);
                }

                // A connection that ends before all of this has gone out is a failed attempt: such attempts must not follow each other for ever.
                var replaying = session.SentAsync();
                await Task.WhenAny(replaying, reading).ConfigureAwait(false);
                if (replaying is { IsCompletedSuccessfully: true, Result: true } && !reading.IsCompleted)
                {
                    outbox.Replayed();
                    _backoff.Reset();
                    states.Set(IIIConnectionState.Connected);
                    Log.Connected(logger, _shownUrl, identity.Name, registry.Functions.Count, registry.Triggers.Count);
                }
                else
                {
                    await session.DisposeAsync().ConfigureAwait(false);
                }

                await reading.ConfigureAwait(false);
                Log.ConnectionClosed(logger, _shownUrl, session.EndReason ?? "the connection was closed.");
                return session.EndReason ?? "the connection was closed.";
            }
            catch (IIIException refusal) when (refusal is IIIRegistrationRejectedException or IIISessionRefusedException or UnsupportedTriggerException)
            {
                // Before the loss of the connection is given as the reason: it is what follows from this.
                pending.FailAll(refusal.Code, refusal.Message, refusal);
                throw;
            }
            finally
            {
                // What it still reads must not meet the state of the next connection.
                await session.DisposeAsync().ConfigureAwait(false);
                await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                frames.Disconnected();
                registry.Disconnected();
                outbox.Disconnected();
                pending.FailSentOn(session, session.EndReason ?? "the connection was closed");
            }
        }
    }

    /// <param name="previous">The id that the engine gave this worker on its last connection; null when there was none.</param>
    private void Introduce(ITransportSession session, string? previous, string? token)
    {
        using var output = new JsonOutput();
        if (previous is not null)
        {
            FrameWriter.Reattach(output, previous, token);
            session.Write(output.WrittenMemory);
            output.Rewind(0);
        }

        identity.Write(output);
        session.Write(output.WrittenMemory);
    }

    private async Task ReadAsync(ITransportSession session)
    {
        var reader = new FrameReader();
        while (true)
        {
            if (await session.ReceiveAsync().ConfigureAwait(false) is not { } message)
            {
                return;
            }

            Handle(session, message.Span, reader);
            if (session.IsFull && frames.IsCrowded)
            {
                // An engine that sends calls and does not read their answers gets no further; refusals would only gather too.
                await session.WaitForRoomAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Handles a message. One that cannot be handled does not end the connection; only the engine's refusal does.</summary>
    private void Handle(ITransportSession session, ReadOnlySpan<byte> message, FrameReader reader)
    {
        try
        {
            frames.Handle(session, message, reader);
        }
        catch (Exception e) when (e is not (IIIRegistrationRejectedException or IIISessionRefusedException or UnsupportedTriggerException))
        {
            Log.FrameFailed(logger, e, message.Length);
        }
    }
}
