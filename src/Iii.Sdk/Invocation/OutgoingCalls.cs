using Iii.Generated;
using Iii.Protocol;

namespace Iii.Invocation;

/// <summary>Makes calls: writes the frame, sends or keeps it, waits for the answer.</summary>
internal sealed class OutgoingCalls(IIIWorkerOptions options, string? workerNamespace, PendingCalls pending, Outbox outbox)
{
    private const string EnginePrefix = "engine::";

    private volatile Exception? _closed;

    /// <summary>From now on every call fails with this reason; those that wait fail too.</summary>
    public void Close(string code, string message, Exception? reason = null)
    {
        _closed = reason ?? new IIIException(code, message);
        pending.FailAll(code, message);
    }

    /// <summary>Calls a function and waits for the answer. Whoever gets it disposes it.</summary>
    public async Task<CallReply> CallAsync<T>(string functionId, T state, Action<JsonOutput, T> writePayload, CallOptions? callOptions, CancellationToken cancellationToken)
    {
        Check(functionId, callOptions);
        cancellationToken.ThrowIfCancellationRequested();
        var timeout = callOptions?.Timeout ?? options.CallTimeout;
        using var output = new JsonOutput();
        var call = pending.Add(functionId, timeout);
        using var cancellation = cancellationToken.UnsafeRegister(static (c, token) => ((PendingCall)c!).Cancel(token), call);
        try
        {
            WriteCall(output, call.Id, functionId, state, writePayload, callOptions);
            await WaitForRoomAsync(call.Task).ConfigureAwait(false);
            if (!call.Task.IsCompleted && !outbox.TrySend(output.WrittenMemory, call))
            {
                call.Fail(IIIErrorCodes.NotConnected, NotConnected(functionId));
            }

            // The worker may have been closed between the check and the call's being added.
            if (_closed is not null)
            {
                ThrowIfClosed(functionId);
            }
        }
        catch
        {
            pending.Forget(call);
            throw;
        }

        return await call.Task.ConfigureAwait(false);
    }

    /// <summary>Calls a function that nobody waits for.</summary>
    public async Task SendAsync<T>(string functionId, T state, Action<JsonOutput, T> writePayload, CallOptions? callOptions, CancellationToken cancellationToken)
    {
        Check(functionId, callOptions);
        using var output = new JsonOutput();
        WriteCall(output, null, functionId, state, writePayload, callOptions);
        await WaitForRoomAsync(null).WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!outbox.TrySend(output.WrittenMemory, null))
        {
            throw new IIIInvocationException(functionId, IIIErrorCodes.NotConnected, NotConnected(functionId));
        }
    }

    private void WriteCall<T>(JsonOutput output, Guid? id, string functionId, T state, Action<JsonOutput, T> writePayload, CallOptions? callOptions)
    {
        FrameWriter.BeginCall(output, id, functionId);
        writePayload(output, state);
        var target = callOptions?.Namespace ?? workerNamespace;
        if (target is not null && functionId.StartsWith(EnginePrefix, StringComparison.Ordinal))
        {
            target = "default";
        }

        FrameWriter.EndCall(output, isVoid: id is null, target, callOptions is null ? default : callOptions.Metadata.Span);
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

        ThrowIfClosed(functionId);
    }

    private void ThrowIfClosed(string functionId)
    {
        if (_closed is { } reason)
        {
            throw new IIIInvocationException(functionId, (reason as IIIException)?.Code ?? IIIErrorCodes.Shutdown, reason.Message, null, reason);
        }
    }

    private string NotConnected(string functionId) =>
        $"'{functionId}' was not called: the worker is not connected and keeps {options.MaxOfflineCalls} calls already (options.MaxOfflineCalls).";
}
