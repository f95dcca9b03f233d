using Iii.Generated;
using Iii.Protocol;

namespace Iii.Invocation;

/// <summary>How a call is answered: once, by its handler's end or by who stops it.</summary>
internal sealed partial class IncomingCall
{
    private CallError? _stoppedWith;
    private int _state;

    /// <summary>Whose turn it is to answer. The dispatcher's stop looks at calls that others are running, so every change is interlocked.</summary>
    private static class State
    {
        /// <summary>No call: kept for the next one.</summary>
        public const int Free = 0;

        /// <summary>Nobody has answered yet.</summary>
        public const int Open = 1;

        /// <summary>Somebody else answers for the one who runs the call, and still reads its message.</summary>
        public const int Stopping = 2;

        public const int Answered = 3;
    }

    /// <summary>Answers a call that will not be run to its end. Whatever its handler does later is dropped. Does nothing when the call is answered or over.</summary>
    public void Stop(string code, string message)
    {
        if (Interlocked.CompareExchange(ref _state, State.Stopping, State.Open) is not State.Open)
        {
            return;
        }

        if (_message.WantsAnswer)
        {
            // The handler may be writing into the call's own output at this moment.
            using var output = new JsonOutput();
            _message.BeginAnswer(output);
            FrameWriter.ErrorField(output, code, message, stackTrace: null);
            _message.EndAnswer(output, spanId: null);
            Session.Write(output.WrittenMemory);
            Session.Flush();
        }

        _stoppedWith = new CallError(code, message, null);
        Volatile.Write(ref _state, State.Answered);
    }

    private void Answer()
    {
        if (_stage is not Stage.Writing)
        {
            _message.BeginAnswer(_output);
            _output.WriteRaw(",\"result\":null"u8);
        }
        else
        {
            _output.Shorten(_resultStart);
        }

        _resultEnd = _output.Length;
        if (TryTakeAnswer())
        {
            CallError? refusal = null;
            if (_message.WantsAnswer)
            {
                _message.EndAnswer(_output, _span?.Id);
                refusal = ReplaceIfTooLarge();
                Session.Write(_output.WrittenMemory);
            }

            Observe(null, refusal);
        }
        else
        {
            WaitUntilAnswered();
            Observe(null, _stoppedWith);
        }
    }

    private void Fail(Exception exception)
    {
        var error = _stage switch
        {
            Stage.Reading => CallError.OfPayload(exception, Payload),
            Stage.Writing => CallError.OfResult(exception),
            _ => CallError.OfHandler(exception, _timeLimit, CancellationToken, _dispatcher.Tokens.Stopped),
        };
        _ = _http?.AbortAsync();
        var isFirst = TryTakeAnswer();
        if (isFirst || exception is not OperationCanceledException)
        {
            // That a call gave up after it was answered by others is what they wanted.
            Log.CallFailed(_dispatcher.Logger, exception, _function.Id, error.Code);
        }

        if (isFirst && _message.WantsAnswer)
        {
            _output.Rewind(0);
            _message.BeginAnswer(_output);
            FrameWriter.ErrorField(_output, error.Code, error.Message, error.StackTrace);
            _message.EndAnswer(_output, _span?.Id);
            _output.Shorten(0);
            _ = ReplaceIfTooLarge();
            Session.Write(_output.WrittenMemory);
        }

        if (!isFirst)
        {
            WaitUntilAnswered();
        }

        Observe(exception, isFirst ? error : _stoppedWith);
    }

    /// <summary>Puts an error in the place of an answer that is too large to be sent: the engine would end the connection, and all other calls with it.</summary>
    /// <returns>The error; null when the answer can be sent.</returns>
    private CallError? ReplaceIfTooLarge()
    {
        var length = _output.Length;
        if (length <= MessageSize.Max)
        {
            return null;
        }

        Log.AnswerTooLarge(_dispatcher.Logger, _function.Id, length, MessageSize.Max, IIIErrorCodes.PayloadTooLarge);
        var error = new CallError(IIIErrorCodes.PayloadTooLarge, MessageSize.Problem(length), null);
        _output.Rewind(0);
        _message.BeginAnswer(_output);
        FrameWriter.ErrorField(_output, error.Code, error.Message, error.StackTrace);
        _output.WriteRaw((byte)'}');
        return error;
    }

    private bool TryTakeAnswer() => Interlocked.CompareExchange(ref _state, State.Answered, State.Open) is State.Open;

    /// <summary>Somebody else answers, and is about to be done.</summary>
    private void WaitUntilAnswered()
    {
        var spin = default(SpinWait);
        while (Volatile.Read(ref _state) is State.Stopping)
        {
            spin.SpinOnce();
        }
    }
}
