using System.Buffers;
using Iii.Generated;
using Iii.Protocol;

namespace Iii.Invocation;

/// <summary>A copy of the frame that brought a call, and where its parts stand in it. Used again for later calls.</summary>
internal sealed class CallMessage : IDisposable
{
    private byte[] _buffer = [];
    private int _length;
    private Slice _invocationId;
    private Slice _functionId;
    private Slice _data;
    private Slice _metadata;
    private Slice _traceParent;
    private Slice _baggage;
    private Slice _caller;
    private Slice _observeDepth;
    private Slice _activation;

    /// <summary>Somebody waits for the answer.</summary>
    public bool WantsAnswer => _invocationId.IsPresent;

    public string? InvocationId => FrameReader.Text(_invocationId, Text);

    public string? TraceParent => FrameReader.Text(_traceParent, Text);

    public string? Baggage => FrameReader.Text(_baggage, Text);

    /// <summary>What the function is called with, as JSON.</summary>
    public ReadOnlySpan<byte> Data => _data.IsPresent ? _data.JsonOf(Text) : "null"u8;

    public bool HasMetadata => _metadata.IsPresent;

    /// <summary>What came beside the data, as JSON.</summary>
    public ReadOnlySpan<byte> Metadata => _metadata.IsPresent ? _metadata.JsonOf(Text) : "null"u8;

    /// <summary>Gets who made the call; null when the engine did not say.</summary>
    public Caller? Caller => _caller.Kind is SliceKind.Json ? CallerJson.Read(_caller.Of(Text)) : null;

    /// <summary>Gets how many observers in a row have caused the call; what is no positive number counts as none.</summary>
    public long ObserveDepth => Math.Max(0, FrameReader.Number(_observeDepth, Text) ?? 0);

    /// <summary>Gets the observer that the call was made for; null when it was made for none.</summary>
    public Activation? Activation => _activation.Kind is SliceKind.Json ? ActivationJson.Read(_activation.Of(Text)) : null;

    /// <summary>Gets whether the call may belong to a chain of observers.</summary>
    public bool IsInChain => _observeDepth.IsPresent || _activation.IsPresent;

    private ReadOnlySpan<byte> Text => _buffer.AsSpan(0, _length);

    /// <summary>Takes a copy of a message.</summary>
    /// <param name="message">It belongs to the read loop.</param>
    /// <param name="frame">Where its parts stand.</param>
    public void Take(ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (message.Length > _buffer.Length)
        {
            Dispose();
            _buffer = ArrayPool<byte>.Shared.Rent(message.Length);
        }

        message.CopyTo(_buffer);
        _length = message.Length;
        _invocationId = frame[FrameField.InvocationId];
        _functionId = frame[FrameField.FunctionId];
        _data = frame[FrameField.Data];
        _metadata = frame[FrameField.Metadata];
        _traceParent = frame[FrameField.TraceParent];
        _baggage = frame[FrameField.Baggage];
        _caller = frame[FrameField.Caller];
        _observeDepth = frame[FrameField.ObserveDepth];
        _activation = frame[FrameField.Activation];
    }

    /// <summary>Writes the head of the answer: everything before the result or the error.</summary>
    public void BeginAnswer(JsonOutput output) => FrameWriter.BeginAnswer(output, _invocationId.Of(Text), _functionId.Of(Text));

    /// <summary>Writes what follows the result or the error: the trace that the call belongs to, and the baggage as it came.</summary>
    /// <param name="output">The answer.</param>
    /// <param name="spanId">The call's own place in the trace; null where it has none, and that of its caller is told.</param>
    public void EndAnswer(JsonOutput output, string? spanId) => FrameWriter.EndAnswer(output, spanId, _traceParent, _baggage, Text);

    /// <summary>Lets go of a buffer that is larger than most calls need.</summary>
    public void Release()
    {
        if (_buffer.Length > IncomingCallPool.LargestKeptBuffer)
        {
            Dispose();
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        var buffer = _buffer;
        _buffer = [];
        _length = 0;
        if (buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
