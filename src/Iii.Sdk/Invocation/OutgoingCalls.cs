using System.Text.Json;
using Iii.Generated;
using Iii.Protocol;
using Iii.Registration;

namespace Iii.Invocation;

/// <summary>Makes calls: writes the frame, sends or keeps it, waits for the answer.</summary>
internal sealed class OutgoingCalls(
    IIIWorkerOptions options, string? workerNamespace, PendingCalls pending, Outbox outbox, IIIEngineInfo engine)
{
    private const string EnginePrefix = "engine::";
    private const string ConfigurationPrefix = "configuration::";

    private Exception? _closed;

    /// <summary>From now on every call fails with this reason; those that wait fail too.</summary>
    public void Close(string code, string message, Exception reason)
    {
        // A worker that was refused is stopped afterwards; why it was refused stays the reason.
        Interlocked.CompareExchange(ref _closed, reason, null);
        pending.FailAll(code, message, reason);
    }

    /// <summary>Calls a function and waits for the answer. Whoever gets it disposes it.</summary>
    /// <param name="queue">The queue that the call is put into, whose receipt is the answer; null for a call that goes straight to the function.</param>
    public async Task<CallReply> CallAsync<T>(
        string functionId, T state, Action<JsonOutput, T> writePayload, CallOptions? callOptions, CancellationToken cancellationToken, string? queue = null)
    {
        Check(functionId, callOptions);
        cancellationToken.ThrowIfCancellationRequested();
        var timeout = callOptions?.Timeout ?? options.CallTimeout;
        using var output = new JsonOutput();
        var call = pending.Add(functionId, timeout);
        using var cancellation = cancellationToken.UnsafeRegister(static (c, token) => ((PendingCall)c!).Cancel(token), call);
        try
        {
            WriteCall(output, call.Id, functionId, state, writePayload, callOptions, queue);
            await WaitForRoomAsync(call.Task).ConfigureAwait(false);
            if (!call.Task.IsCompleted && !outbox.TrySend(output.WrittenMemory, call))
            {
                call.Fail(IIIErrorCodes.NotConnected, NotConnected(functionId));
            }

            FailIfClosed(call);
        }
        catch
        {
            pending.Forget(call);
            throw;
        }

        // Sent or kept: the buffer is not needed while the answer is on its way.
        output.Dispose();

        return await call.Task.ConfigureAwait(false);
    }

    /// <summary>Calls a function once for each payload, and gathers the calls into as few writes as they fit in.</summary>
    /// <returns>A task for each payload, in their order: its answer, which whoever gets it disposes, or why there is none.</returns>
    public async Task<Task<CallReply>[]> CallManyAsync<T>(
        string functionId, IReadOnlyList<T> states, Action<JsonOutput, T> writePayload, CallOptions? callOptions, CancellationToken cancellationToken)
    {
        Check(functionId, callOptions);
        cancellationToken.ThrowIfCancellationRequested();
        var timeout = callOptions?.Timeout ?? options.CallTimeout;
        var calls = new PendingCall?[states.Count];
        var replies = new Task<CallReply>[states.Count];
        using var output = new JsonOutput();
        using var cancellation = cancellationToken.UnsafeRegister(static (c, token) => Cancel((PendingCall?[])c!, token), calls);

        // The time of all runs from now on, however long the first ones wait for room.
        for (var i = 0; i < replies.Length; i++)
        {
            calls[i] = pending.Add(functionId, timeout);
            replies[i] = calls[i]!.Task;
        }

        for (var i = 0; i < replies.Length; i++)
        {
            output.Rewind(0);
            var call = calls[i]!;
            try
            {
                WriteCall(output, call.Id, functionId, states[i], writePayload, callOptions);
            }
            catch (Exception e)
            {
                // A payload that has no JSON form ends its own call only.
                pending.Forget(call);
                replies[i] = Task.FromException<CallReply>(e);
                continue;
            }

            if (outbox.Session is { IsFull: true })
            {
                outbox.Flush();
                await WaitForRoomAsync(call.Task).ConfigureAwait(false);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                call.Cancel(cancellationToken);
            }

            if (!call.Task.IsCompleted && !outbox.TryWrite(output.WrittenMemory, call))
            {
                call.Fail(IIIErrorCodes.NotConnected, NotConnected(functionId));
            }

            FailIfClosed(call);
        }

        output.Dispose();
        outbox.Flush();
        await ((Task)Task.WhenAll(replies)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return replies;
    }

    /// <summary>Calls a function that nobody waits for.</summary>
    public async Task SendAsync<T>(string functionId, T state, Action<JsonOutput, T> writePayload, CallOptions? callOptions, CancellationToken cancellationToken)
    {
        Check(functionId, callOptions);
        cancellationToken.ThrowIfCancellationRequested();
        using var output = new JsonOutput();
        WriteCall(output, null, functionId, state, writePayload, callOptions);
        var timeout = callOptions?.Timeout ?? options.CallTimeout;
        try
        {
            await WaitForRoomAsync(null).WaitAsync(timeout, options.TimeProvider, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new IIIInvocationException(
                functionId, IIIErrorCodes.Timeout, $"'{functionId}' was not called: the engine has taken nothing for {timeout.TotalSeconds:0.###} s, and the outgoing buffer is full (options.OutgoingBufferBytes).");
        }

        if (!outbox.TrySend(output.WrittenMemory, null))
        {
            throw new IIIInvocationException(functionId, IIIErrorCodes.NotConnected, NotConnected(functionId));
        }

        ThrowIfClosed(functionId);
    }

    private static void Cancel(PendingCall?[] calls, CancellationToken cancellationToken)
    {
        foreach (var call in calls)
        {
            call?.Cancel(cancellationToken);
        }
    }

    private void WriteCall<T>(JsonOutput output, Guid? id, string functionId, T state, Action<JsonOutput, T> writePayload, CallOptions? callOptions, string? queue = null)
    {
        FrameWriter.BeginCall(output, id, functionId);
        writePayload(output, state);
        var target = callOptions?.Namespace;
        if (target is null && workerNamespace is not null)
        {
            // The engine's own functions are there, whatever the worker's namespace is.
            target = functionId.StartsWith(EnginePrefix, StringComparison.Ordinal) || functionId.StartsWith(ConfigurationPrefix, StringComparison.Ordinal)
                ? "default"
                : workerNamespace;
        }

        var trace = TraceContext.Of(callOptions);
        var invocation = engine.Last is { CanObserve: true } ? callOptions?.Invocation ?? CurrentInvocation.OfChain : null;
        FrameWriter.EndCall(
            output,
            isVoid: id is null,
            queue,
            target,
            Metadata(callOptions),
            trace.TraceParent,
            trace.Baggage,
            invocation?.Self,
            invocation?.ObserveDepth ?? 0);
        output.Shorten(0);
        if (output.Length > MessageSize.Max)
        {
            throw new IIIInvocationException(functionId, IIIErrorCodes.PayloadTooLarge, MessageSize.Problem(output.Length));
        }
    }

    /// <summary>What goes beside the payload; <c>null</c> says the same as nothing, and is left out.</summary>
    private static ReadOnlySpan<byte> Metadata(CallOptions? callOptions)
    {
        var metadata = callOptions is null ? default : callOptions.Metadata.Span.Trim(" \t\r\n"u8);
        return metadata.SequenceEqual("null"u8) ? default : metadata;
    }

    private Task WaitForRoomAsync(Task? orEnded)
    {
        if (outbox.Session is not { IsFull: true } session)
        {
            return Task.CompletedTask;
        }

        var room = session.WaitForRoomAsync();
        return orEnded is null ? room : Task.WhenAny(room, orEnded);
    }

    private void Check(string functionId, CallOptions? callOptions)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(functionId);
        if (callOptions is { Namespace: not null } && string.IsNullOrWhiteSpace(callOptions.Namespace))
        {
            throw new ArgumentException("CallOptions.Namespace is blank. Give it a name, or leave it null for the worker's own namespace.", nameof(callOptions));
        }

        if (callOptions?.Timeout is { } timeout && timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
        {
            throw new ArgumentException($"CallOptions.Timeout is {timeout}, but must be longer than zero.", nameof(callOptions));
        }

        if (callOptions is { Metadata.IsEmpty: false })
        {
            try
            {
                JsonText.Check(callOptions.Metadata.Span);
            }
            catch (JsonException e)
            {
                throw new ArgumentException($"CallOptions.Metadata is not JSON: {e.Message}", nameof(callOptions), e);
            }
        }

        ThrowIfClosed(functionId);
    }

    /// <summary>The worker may have been closed between the check and the call's being added.</summary>
    private void FailIfClosed(PendingCall call)
    {
        if (Volatile.Read(ref _closed) is { } reason)
        {
            call.Fail((reason as IIIException)?.Code ?? IIIErrorCodes.Shutdown, reason.Message, innerException: reason);
        }
    }

    private void ThrowIfClosed(string functionId)
    {
        if (Volatile.Read(ref _closed) is { } reason)
        {
            throw new IIIInvocationException(functionId, (reason as IIIException)?.Code ?? IIIErrorCodes.Shutdown, reason.Message, null, reason);
        }
    }

    private string NotConnected(string functionId) =>
        $"'{functionId}' was not called: the worker is not connected and keeps {options.MaxOfflineCalls} calls already (options.MaxOfflineCalls).";
}
