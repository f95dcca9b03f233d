using Iii.Generated;
using Iii.Invocation;
using Iii.Protocol;
using Iii.Registration;
using Microsoft.Extensions.Logging;

namespace Iii.Connection;

/// <summary>Says what each frame of the engine does.</summary>
internal sealed class FrameHandler(Registry registry, Dispatcher dispatcher, PendingCalls pending, ILogger logger)
{
    /// <summary>The id that the engine gave this worker on its last connection.</summary>
    public string? WorkerId { get; private set; }

    public string? ReattachToken { get; private set; }

    /// <summary>Handles one message.</summary>
    /// <returns>True when the message was taken over, and its buffer is returned by somebody else.</returns>
    /// <exception cref="IIIException">The engine refused the worker for good.</exception>
    public bool Handle(ITransportSession session, Message message, FrameReader frame)
    {
        if (frame.Read(message.Span) is { } problem)
        {
            Log.MalformedFrame(logger, message.Length, problem);
            return false;
        }

        switch (frame.Type)
        {
            case FrameType.InvokeFunction:
                return Invoke(session, message, frame);
            case FrameType.InvocationResult:
                return pending.TryComplete(message, frame);
            case FrameType.Ping:
                Send(session, static output => FrameWriter.Pong(output));
                break;
            case FrameType.WorkerRegistered:
                WorkerId = frame.Text(FrameField.WorkerId, message.Span);
                ReattachToken = frame.Text(FrameField.ReattachToken, message.Span);
                break;
            case FrameType.RegistrationRejected:
                Rejected(message.Span, frame);
                break;
            case FrameType.Error:
                var refusal = ErrorBody.Read(frame[FrameField.Error].Of(message.Span));
                throw new IIISessionRefusedException(refusal.Code, refusal.Message);
            case FrameType.TriggerRegistrationResult:
                TriggerResult(message.Span, frame);
                break;
            case FrameType.RegisterTrigger:
                RefuseTrigger(session, message.Span, frame);
                break;
            default:
                Log.IgnoredFrame(logger, frame.Text(FrameField.Type, message.Span));
                break;
        }

        return false;
    }

    private bool Invoke(ITransportSession session, Message message, FrameReader frame)
    {
        var id = frame[FrameField.FunctionId];
        FunctionDefinition? function;
        var isKnown = id.Kind is SliceKind.EscapedText && frame.Text(FrameField.FunctionId, message.Span) is { } text
            ? registry.Functions.TryFind(System.Text.Encoding.UTF8.GetBytes(text), out function)
            : registry.Functions.TryFind(id.Of(message.Span), out function);
        if (isKnown)
        {
            dispatcher.Dispatch(session, message, frame, function!);
            return true;
        }

        Log.UnknownFunction(logger, frame.Text(FrameField.FunctionId, message.Span));
        if (frame[FrameField.InvocationId].IsPresent)
        {
            using var output = new JsonOutput();
            FrameWriter.BeginAnswer(output, frame[FrameField.InvocationId].Of(message.Span), id.Of(message.Span));
            FrameWriter.EndAnswerWithError(
                output,
                IIIErrorCodes.FunctionNotFound,
                $"This worker has no function '{frame.Text(FrameField.FunctionId, message.Span)}'.",
                null);
            session.Write(output.WrittenMemory);
            session.Flush();
        }

        return false;
    }

    private void Rejected(ReadOnlySpan<byte> message, FrameReader frame)
    {
        var code = frame.Text(FrameField.Code, message) ?? IIIErrorCodes.Unknown;
        var @namespace = frame.Text(FrameField.Namespace, message);
        var owner = frame.Text(FrameField.OwnerWorkerId, message);
        if (code != "FUNCTION_NAMESPACE_CONFLICT")
        {
            throw new IIIRegistrationRejectedException(code, @namespace, frame.Text(FrameField.WorkerName, message), owner);
        }

        Log.FunctionRejected(logger, frame.Text(FrameField.FunctionId, message), code, owner, @namespace);
    }

    private void TriggerResult(ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame[FrameField.Error] is { IsPresent: true } error)
        {
            var body = ErrorBody.Read(error.Of(message));
            Log.TriggerRejected(
                logger,
                frame.Text(FrameField.Id, message),
                frame.Text(FrameField.TriggerType, message),
                frame.Text(FrameField.FunctionId, message),
                body.Code,
                body.Message);
        }
    }

    // The engine asks the provider of a trigger type; this worker provides none, and a question without an answer would keep somebody waiting.
    private static void RefuseTrigger(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        var id = frame.Text(FrameField.Id, message);
        var type = frame.Text(FrameField.TriggerType, message);
        var functionId = frame.Text(FrameField.FunctionId, message);
        if (id is not null && type is not null && functionId is not null)
        {
            Send(session, output => FrameWriter.TriggerRegistrationFailed(
                output, id, type, functionId, IIIErrorCodes.TriggerTypeNotFound, $"This worker does not provide the trigger type '{type}'."));
        }
    }

    private static void Send(ITransportSession session, Action<JsonOutput> write)
    {
        using var output = new JsonOutput();
        write(output);
        session.Write(output.WrittenMemory);
        session.Flush();
    }
}
