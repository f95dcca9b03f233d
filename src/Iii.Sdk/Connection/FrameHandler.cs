using Iii.Generated;
using Iii.Invocation;
using Iii.Protocol;
using Iii.Registration;
using Iii.Telemetry;
using Microsoft.Extensions.Logging;

namespace Iii.Connection;

/// <summary>Says what each frame of the engine does.</summary>
internal sealed class FrameHandler(
    Registry registry,
    Dispatcher dispatcher,
    PendingCalls pending,
    Rejections rejections,
    ObservedWorker observed,
    ObserverFrameHandler observers,
    ILogger logger)
{
    /// <summary>The id that the engine gave this worker on its last connection.</summary>
    public string? WorkerId { get; private set; }

    public string? ReattachToken { get; private set; }

    /// <summary>The worker has all the calls that it can take.</summary>
    public bool IsCrowded => dispatcher.IsCrowded;

    /// <summary>A connection was made, and its messages come next.</summary>
    public void Connected()
    {
        dispatcher.Tokens.Connected();
        observers.Connected();
    }

    /// <summary>The registrations and the calls that had waited were written to the connection.</summary>
    public void Registered(ITransportSession session) => observers.Registered(session);

    /// <summary>The connection is gone; no more of its messages come.</summary>
    public void Disconnected()
    {
        dispatcher.Tokens.Disconnected();
        observers.Disconnected();
    }

    /// <summary>Handles one message, and keeps nothing of it.</summary>
    /// <exception cref="IIIException">The engine refused the worker for good.</exception>
    public void Handle(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame.Read(message) is { } problem)
        {
            Log.MalformedFrame(logger, message.Length, problem);
            return;
        }

        switch (frame.Type)
        {
            case FrameType.InvokeFunction:
                Invoke(session, message, frame);
                break;
            case FrameType.InvocationResult:
                pending.Complete(message, frame);
                break;
            case FrameType.Ping:
                Send(session, static output => FrameWriter.Pong(output));
                break;
            case FrameType.WorkerRegistered:
                WorkerId = frame.Text(FrameField.WorkerId, message);
                if (WorkerId is not null)
                {
                    observed.Named(WorkerId);
                }

                ReattachToken = frame.Text(FrameField.ReattachToken, message);
                observers.Introduced(session, message, frame);
                break;
            case FrameType.RegistrationRejected:
                Rejected(message, frame);
                break;
            case FrameType.Error:
                var refusal = ErrorBody.Read(frame[FrameField.Error].Of(message));
                throw new IIISessionRefusedException(refusal.Code, refusal.Message);
            case FrameType.TriggerRegistrationResult:
                TriggerResult(message, frame);
                break;
            case FrameType.RegisterTrigger:
                BindTrigger(session, message, frame);
                break;
            case FrameType.UnregisterTrigger:
                UnbindTrigger(message, frame);
                break;
            default:
                if (!observers.TryHandle(session, message, frame))
                {
                    Log.IgnoredFrame(logger, frame.Text(FrameField.Type, message));
                }

                break;
        }
    }

    private void Invoke(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        var id = frame[FrameField.FunctionId];
        if (id.Kind is SliceKind.Json || frame[FrameField.InvocationId].Kind is SliceKind.Json)
        {
            // Ids are texts: this is no call, and there is nobody to answer.
            Log.IgnoredFrame(logger, "invokefunction");
            return;
        }

        FunctionDefinition? function;
        var isKnown = id.Kind is SliceKind.EscapedText && frame.Text(FrameField.FunctionId, message) is { } text
            ? registry.Functions.TryFind(System.Text.Encoding.UTF8.GetBytes(text), out function)
            : registry.Functions.TryFind(id.Of(message), out function);
        if (isKnown)
        {
            dispatcher.Dispatch(session, message, frame, function!);
            return;
        }

        Log.UnknownFunction(logger, frame.Text(FrameField.FunctionId, message));
        if (frame[FrameField.InvocationId].IsPresent)
        {
            using var output = new JsonOutput();
            FrameWriter.BeginAnswer(output, frame[FrameField.InvocationId].Of(message), id.Of(message));
            FrameWriter.ErrorField(output, IIIErrorCodes.FunctionNotFound, $"This worker has no function '{frame.Text(FrameField.FunctionId, message)}'.", stackTrace: null);
            FrameWriter.EndAnswer(output, null, frame[FrameField.TraceParent], frame[FrameField.Baggage], message);
            session.Write(output.WrittenMemory);
            session.Flush();
        }
    }

    private void Rejected(ReadOnlySpan<byte> message, FrameReader frame)
    {
        var code = frame.Text(FrameField.Code, message) is { } given && !string.IsNullOrWhiteSpace(given) ? given : IIIErrorCodes.Unknown;
        var @namespace = frame.Text(FrameField.Namespace, message);
        var owner = frame.Text(FrameField.OwnerWorkerId, message);
        var functionId = frame.Text(FrameField.FunctionId, message);
        if (code is "WORKER_NAMESPACE_CONFLICT" || (functionId is null && code is not "FUNCTION_NAMESPACE_CONFLICT"))
        {
            throw new IIIRegistrationRejectedException(code, @namespace, frame.Text(FrameField.WorkerName, message), owner);
        }

        Log.FunctionRejected(logger, functionId, code, owner, @namespace);
        if (functionId is not null)
        {
            observers.Rejected(functionId);
            rejections.Raise(new FunctionRejection(functionId, code, @namespace, owner));
        }
    }

    private void TriggerResult(ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame[FrameField.Error] is not { IsPresent: true } error)
        {
            return;
        }

        var body = ErrorBody.Read(error.Of(message));
        var id = frame.Text(FrameField.Id, message);
        var type = frame.Text(FrameField.TriggerType, message);
        var functionId = frame.Text(FrameField.FunctionId, message);
        Log.TriggerRejected(logger, id, type, functionId, body.Code, body.Message);
        registry.FindTrigger(id)?.Reject(new IIIException(body.Code, body.Message));
        rejections.Raise(new TriggerRejection(id ?? "", type ?? "", functionId ?? "", body.Code, body.Message));
    }

    // The engine asks the provider of a trigger type; a question without an answer would keep somebody waiting.
    private void BindTrigger(ITransportSession session, ReadOnlySpan<byte> message, FrameReader frame)
    {
        var id = frame.Text(FrameField.Id, message);
        var type = frame.Text(FrameField.TriggerType, message);
        var functionId = frame.Text(FrameField.FunctionId, message);
        if (id is null || type is null || functionId is null)
        {
            return;
        }

        if (registry.FindType(type) is { } provided)
        {
            provided.Bind(session, new BindingRequest(
                id,
                type,
                functionId,
                frame[FrameField.Config].IsPresent ? frame[FrameField.Config].JsonOf(message).ToArray() : "null"u8.ToArray(),
                frame[FrameField.Metadata].IsPresent ? frame[FrameField.Metadata].JsonOf(message).ToArray() : [],
                frame.Text(FrameField.Namespace, message) ?? "default"));
        }
        else
        {
            Send(session, output => FrameWriter.TriggerRegistrationFailed(
                output, id, type, functionId, IIIErrorCodes.TriggerTypeNotFound, $"This worker does not provide the trigger type '{type}'."));
        }
    }

    private void UnbindTrigger(ReadOnlySpan<byte> message, FrameReader frame)
    {
        if (frame.Text(FrameField.Id, message) is { } id)
        {
            registry.FindType(frame.Text(FrameField.TriggerType, message))?.Unbind(id);
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
