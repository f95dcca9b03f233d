using System.Text.Json;
using Iii.Generated;
using Iii.Validation;

namespace Iii.Invocation;

/// <summary>What the caller is told of an exception.</summary>
internal readonly record struct CallError(string Code, string Message, string? StackTrace)
{
    /// <summary>The parameters could not be read, or are not valid.</summary>
    public static CallError OfPayload(Exception exception, ReadOnlySpan<byte> payload) => exception switch
    {
        InvalidArgumentsException invalid => new(invalid.Code, invalid.Details, null),
        IIIException { Code: IIIErrorCodes.InvalidArguments } refused => new(refused.Code, refused.Message, null),
        _ => new(IIIErrorCodes.DeserializationError, PayloadProblem.Describe(exception, payload), null),
    };

    /// <summary>The result could not be written.</summary>
    public static CallError OfResult(Exception exception) =>
        new(IIIErrorCodes.SerializationError, $"The function's result can not be written as JSON: {exception.Message}", null);

    /// <summary>The handler threw.</summary>
    /// <param name="limit">The call's time limit; null for none.</param>
    /// <param name="own">The token that the handler had.</param>
    /// <param name="stopping">Fires when the worker stops.</param>
    public static CallError OfHandler(Exception exception, CallTimeLimit? limit, CancellationToken own, CancellationToken stopping) => exception switch
    {
        IIIInvocationException passedOn => new(passedOn.Code, passedOn.Message, passedOn.RemoteStackTrace),
        IIIException coded => new(coded.Code, coded.Message, null),
        OperationCanceledException when limit is { IsOver: true } => new(IIIErrorCodes.Timeout, limit.Message, null),
        OperationCanceledException when stopping.IsCancellationRequested => new(IIIErrorCodes.InvocationStopped, "The worker stopped before the function was done.", null),
        OperationCanceledException when own.IsCancellationRequested => new(IIIErrorCodes.InvocationStopped, "The connection was lost before the function was done.", null),
        _ => new(IIIErrorCodes.InvocationFailed, exception.Message, exception.ToString()),
    };
}
