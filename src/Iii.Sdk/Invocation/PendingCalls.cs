using System.Buffers.Text;
using System.Collections.Concurrent;
using Iii.Connection;
using Iii.Protocol;

namespace Iii.Invocation;

/// <summary>The calls that wait for an answer. Every one of them ends once: by its answer, its time-out, its token, or the loss of its connection.</summary>
internal sealed class PendingCalls(TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<Guid, PendingCall> _calls = new();
    private readonly DeadlineWheel _deadlines = new(time);

    public int Count => _calls.Count;

    public PendingCall Add(string functionId, TimeSpan timeout)
    {
        var call = new PendingCall(this, Guid.NewGuid(), functionId, timeout);
        _calls[call.Id] = call;
        if (timeout != Timeout.InfiniteTimeSpan)
        {
            _deadlines.Add(call, timeout);
        }

        return call;
    }

    public void Forget(PendingCall call)
    {
        _calls.TryRemove(call.Id, out _);
        _deadlines.Remove(call);
    }

    /// <summary>Gives an answer to the call that waits for it; an answer that is late, doubled or for nobody is dropped.</summary>
    public void Complete(ReadOnlySpan<byte> message, FrameReader frame)
    {
        var id = frame[FrameField.InvocationId];
        if (id.Kind is not SliceKind.Text
            || !Utf8Parser.TryParse(id.Of(message), out Guid key, out var read)
            || read != id.Length
            || !_calls.TryGetValue(key, out var call))
        {
            return;
        }

        var error = frame[FrameField.Error];
        if (error.IsPresent)
        {
            var body = ErrorBody.Read(error.Kind is SliceKind.Json ? error.Of(message) : "{}"u8);
            call.Fail(body.Code, body.Message, body.StackTrace);
            return;
        }

        Forget(call);
        var reply = CallReply.CopyOf(frame[FrameField.Result], message);
        if (!call.Succeed(reply))
        {
            reply.Dispose();
        }
    }

    /// <summary>Ends the calls that went out on a connection which is gone: their answers can never come.</summary>
    public void FailSentOn(ITransportSession session, string reason)
    {
        foreach (var (_, call) in _calls)
        {
            if (call.Session == session)
            {
                call.Fail(IIIErrorCodes.ConnectionLost, $"The connection dropped while '{call.FunctionId}' was being called ({reason}). Whether it ran is not known.");
            }
        }
    }

    public void FailAll(string code, string message, Exception reason)
    {
        foreach (var (_, call) in _calls)
        {
            call.Fail(code, message, innerException: reason);
        }
    }

    public void Dispose() => _deadlines.Dispose();
}
