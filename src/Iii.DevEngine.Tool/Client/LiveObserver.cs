using System.Text.Json;
using System.Threading.Channels;
using Iii.DevEngine.Tool.Output;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Client;

/// <summary>Observes one function for the command line: prints each activation, and how the observer stands.</summary>
/// <param name="output">Where it prints.</param>
/// <param name="source">What is observed.</param>
/// <param name="maxFires">After how many activations it ends; null for never.</param>
internal sealed class LiveObserver(ToolOutput output, ObserverSource source, long? maxFires)
{
    // Of the machine's time: the engine is asked once more, or activations are under way, when it ends.
    private static readonly TimeSpan s_ending = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan s_accepting = TimeSpan.FromMilliseconds(500);

    private readonly Channel<bool> _signs =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private string _target = "";
    private long _printed;
    private bool _hasWarned;
    private bool _hasToldWaiting;
    private (ObserverState State, string? Code) _told = (ObserverState.Unknown, null);

    /// <summary>Registers the function that the observer runs.</summary>
    public void Register(IIIWorker worker)
    {
        _target = $"{worker.Name}::observed";
        worker.RegisterRawFunction(
            _target,
            (payload, _) =>
            {
                ActivationLine.Print(output, EngineClient.Parse(payload));
                Interlocked.Increment(ref _printed);
                Wake();
                return ValueTask.FromResult<ReadOnlyMemory<byte>>("null"u8.ToArray());
            },
            new FunctionOptions { Metadata = """{"internal":true}""" });
        worker.StateChanged += _ => Wake();
    }

    /// <summary>Observes until the observer ends, or it is cancelled.</summary>
    /// <exception cref="ToolException">The observer was rejected.</exception>
    public async Task RunAsync(EngineClient client, CancellationToken cancellationToken)
    {
        // One at a time, so that they are printed in the order in which the calls have ended.
        await using var handle = client.Worker.Observe(source, _target, new ObserverOptions { MaxFires = maxFires, MaxInFlight = 1 });
        handle.StateChanged += (_, _) => Wake();
        var isConnected = true;
        try
        {
            while (true)
            {
                isConnected = TellConnection(client.Worker, isConnected);
                if (isConnected && Tell(handle))
                {
                    await WaitForLastAsync(handle, cancellationToken).ConfigureAwait(false);
                    return;
                }

                if (!await WaitAsync(isConnected && handle.State is ObserverState.Pending && !_hasToldWaiting, cancellationToken)
                    .ConfigureAwait(false))
                {
                    await TellWaitingAsync(client, handle, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how it ends.
            await TellDropsAsync(client, handle.Id).ConfigureAwait(false);
        }
    }

    /// <summary>Waits for something to happen.</summary>
    /// <param name="isShort">Wait no longer than an observer takes that need not wait itself.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether something has happened.</returns>
    private async Task<bool> WaitAsync(bool isShort, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (isShort)
        {
            waiting.CancelAfter(s_accepting);
        }

        try
        {
            return await _signs.Reader.ReadAsync(waiting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Tells what a pending observer waits for. Only the engine's description of it says so.</summary>
    private async Task TellWaitingAsync(EngineClient client, ObserverHandle handle, CancellationToken cancellationToken)
    {
        _hasToldWaiting = true;
        string? reason = null;
        try
        {
            var row = await new RegistryQueries(client, all: true).ObserverAsync(handle.Id, cancellationToken).ConfigureAwait(false);
            reason = row is { } observer ? ObserverRow.Reason(observer) : null;
        }
        catch (ToolException)
        {
            // The engine does not say.
        }

        if (handle.State is ObserverState.Pending)
        {
            var text = reason ?? $"for the worker of {source.FunctionId} to accept the observer";
            output.WriteEvent("observer_pending", $"[yellow]waiting[/] [dim]{Markup.Escape(text)}[/]", writer =>
            {
                writer.WriteString("observer_id", handle.Id);
                writer.WriteString("function_id", source.FunctionId);
                writer.WriteString("message", text);
            });
        }
    }

    private void Wake() => _signs.Writer.TryWrite(true);

    private bool TellConnection(IIIWorker worker, bool wasConnected)
    {
        var isConnected = worker.State is IIIConnectionState.Connected;
        if (isConnected != wasConnected)
        {
            _told = (ObserverState.Unknown, null);
            output.WriteEvent(
                isConnected ? "engine_back" : "engine_lost",
                isConnected ? "[green]the engine is back[/]" : "[red]the connection to the engine is lost; waiting for it[/]");
        }

        return isConnected;
    }

    /// <summary>Tells how the observer stands, if that is new.</summary>
    /// <returns>Whether it has ended.</returns>
    private bool Tell(ObserverHandle handle)
    {
        var (state, reason) = (handle.State, handle.Reason);
        if ((state, reason?.Code) == _told)
        {
            return state is ObserverState.Disposed;
        }

        _told = (state, reason?.Code);
        _hasToldWaiting &= state is ObserverState.Pending;
        if (state is ObserverState.Error)
        {
            throw Rejected(reason);
        }

        // The engine's answer is on its way; a reason says what is waited for.
        if (state is ObserverState.Pending && reason is null)
        {
            return false;
        }

        output.WriteEvent($"observer_{handle.StateText}", Describe(state, handle), writer =>
        {
            writer.WriteString("observer_id", handle.Id);
            writer.WriteString("function_id", source.FunctionId);
            if (reason is not null)
            {
                writer.WriteStartObject("reason");
                writer.WriteString("code", reason.Code);
                writer.WriteString("message", reason.Message);
                writer.WriteEndObject();
            }
        });
        TellWarnings(handle);
        return state is ObserverState.Disposed;
    }

    private void TellWarnings(ObserverHandle handle)
    {
        if (_hasWarned || handle.Warnings.Count == 0)
        {
            return;
        }

        _hasWarned = true;
        foreach (var warning in handle.Warnings)
        {
            output.Tell("warning", "filter_not_verified", $"The engine could not check the filter: {warning}");
        }
    }

    private ToolException Rejected(ObserverReason? reason)
    {
        var code = reason?.Code ?? ObserverErrorCodes.ObserverError;
        var message = reason?.Message ?? "The engine gave no reason.";
        return new ToolException(
            code is ObserverErrorCodes.InvalidFilter ? ExitCodes.Usage : ExitCodes.Failed,
            code,
            output.IsJson ? message : $"{code}: {message}");
    }

    private string Describe(ObserverState state, ObserverHandle handle) => state switch
    {
        ObserverState.Active => $"[dim]observing {Markup.Escape(source.FunctionId)}; Ctrl+C ends it[/]",
        ObserverState.Pending => $"[yellow]waiting[/] [dim]{Markup.Escape(Text(handle.Reason))}[/]",
        ObserverState.Suspended => $"[yellow]interrupted[/] [dim]{Markup.Escape(Text(handle.Reason))}[/]",
        ObserverState.Disposed => $"[dim]ended: {Markup.Escape(Text(handle.Reason))}[/]",
        _ => $"[dim]{Markup.Escape(handle.StateText)}[/]",
    };

    private static string Text(ObserverReason? reason) => reason is null ? "" : $"{reason.Code}: {reason.Message}";

    // The engine ends the observer when the last activation has begun.
    private async Task WaitForLastAsync(ObserverHandle handle, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        ending.CancelAfter(s_ending);
        try
        {
            while (Interlocked.Read(ref _printed) < handle.Fires)
            {
                await _signs.Reader.ReadAsync(ending.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // It is printed or it does not come any more.
        }
    }

    private async Task TellDropsAsync(EngineClient client, string id)
    {
        using var ending = new CancellationTokenSource(s_ending);
        try
        {
            var observer = await new RegistryQueries(client, all: true).ObserverAsync(id, ending.Token).ConfigureAwait(false);
            if (observer is { } row && ObserverRow.Dropped(row) is { Length: > 0 } dropped)
            {
                output.Tell("warning", "dropped",
                    $"Calls were not shown because too many ended at once, or for another reason: {dropped}.");
            }
        }
        catch (Exception e) when (e is ToolException or OperationCanceledException)
        {
            // The engine has gone, or does not say.
        }
    }
}
