using Microsoft.Extensions.Logging;

namespace Iii;

/// <summary>
/// Every log message of the worker. Ids: 1–19 connection, 20–39 registration, 40–59 calls, 60–79 observers. Payloads and secrets are never
/// among the values.
/// </summary>
internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Connected to {Url} as '{Name}': {Functions} functions, {Triggers} triggers.")]
    public static partial void Connected(ILogger logger, string url, string name, int functions, int triggers);

    [LoggerMessage(2, LogLevel.Warning, "Could not connect to {Url}: {Reason} Next attempt in {Seconds:0.0} s.")]
    public static partial void ConnectFailed(ILogger logger, string url, string reason, double seconds);

    [LoggerMessage(3, LogLevel.Warning, "The connection to {Url} is lost: {Reason} Next attempt in {Seconds:0.0} s.")]
    public static partial void ConnectionLost(ILogger logger, string url, string reason, double seconds);

    [LoggerMessage(4, LogLevel.Error, "The worker has failed.")]
    public static partial void Failed(ILogger logger, Exception exception);

    [LoggerMessage(5, LogLevel.Warning, "A message of {Bytes} bytes is not a frame and was skipped: {Problem}.")]
    public static partial void MalformedFrame(ILogger logger, int bytes, string problem);

    [LoggerMessage(6, LogLevel.Debug, "A frame of type {Type} was ignored.")]
    public static partial void IgnoredFrame(ILogger logger, string? type);

    [LoggerMessage(7, LogLevel.Information, "Stopping: waiting up to {Seconds:0.0} s for {Running} running calls.")]
    public static partial void Draining(ILogger logger, int running, double seconds);

    [LoggerMessage(8, LogLevel.Information, "Stopped.")]
    public static partial void Stopped(ILogger logger);

    [LoggerMessage(9, LogLevel.Error, "A state handler threw an exception.")]
    public static partial void StateHandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(
        20,
        LogLevel.Warning,
        "The engine rejected the function '{FunctionId}' ({Code}; owner '{Owner}', namespace '{Namespace}'). This worker continues.")]
    public static partial void FunctionRejected(ILogger logger, string? functionId, string code, string? owner, string? @namespace);

    [LoggerMessage(21, LogLevel.Warning, "The trigger '{TriggerId}' of type '{Type}' for '{FunctionId}' was refused: {Code}: {Message}")]
    public static partial void TriggerRejected(ILogger logger, string? triggerId, string? type, string? functionId, string code, string message);

    [LoggerMessage(22, LogLevel.Warning, "A handler of the trigger type '{Type}' failed.")]
    public static partial void TriggerTypeFailed(ILogger logger, Exception exception, string type);

    [LoggerMessage(23, LogLevel.Error, "A handler of a rejected registration threw an exception.")]
    public static partial void RejectionHandlerFailed(ILogger logger, Exception exception);

    [LoggerMessage(24, LogLevel.Warning, "Handlers of trigger types have not unbound everything within {Seconds:0.0} s.")]
    public static partial void TriggerTypesNotDone(ILogger logger, double seconds);

    [LoggerMessage(40, LogLevel.Warning, "A call of '{FunctionId}' failed with {Code}.")]
    public static partial void CallFailed(ILogger logger, Exception exception, string functionId, string code);

    [LoggerMessage(43, LogLevel.Warning, "The services of a call of '{FunctionId}' could not be disposed.")]
    public static partial void ScopeFailed(ILogger logger, Exception exception, string functionId);

    [LoggerMessage(44, LogLevel.Warning, "A call of '{FunctionId}' took longer than its limit of {Seconds:0.###} s, and whoever waits for it was told so.")]
    public static partial void TimeLimitReached(ILogger logger, string functionId, double seconds);

    [LoggerMessage(45, LogLevel.Warning, "What a call registered with its cancellation token threw an exception.")]
    public static partial void CancellationFailed(ILogger logger, Exception exception);

    [LoggerMessage(46, LogLevel.Warning, "Somebody who listens to spans, metrics or scopes threw an exception.")]
    public static partial void TelemetryFailed(ILogger logger, Exception exception);

    [LoggerMessage(41, LogLevel.Warning, "A call of '{FunctionId}' was refused: {Waiting} calls are waiting already.")]
    public static partial void Overloaded(ILogger logger, string functionId, int waiting);

    [LoggerMessage(42, LogLevel.Warning, "A call of '{FunctionId}' came, which this worker has not registered.")]
    public static partial void UnknownFunction(ILogger logger, string? functionId);

    [LoggerMessage(60, LogLevel.Warning, "The observer '{ObserverId}' of '{FunctionId}' is in error: {Code}: {Message}")]
    public static partial void ObserverFailed(ILogger logger, string observerId, string functionId, string code, string message);

    [LoggerMessage(61, LogLevel.Warning, "The observer '{ObserverId}' of '{FunctionId}' is suspended: {Code}: {Message}")]
    public static partial void ObserverSuspended(ILogger logger, string observerId, string functionId, string code, string message);

    [LoggerMessage(62, LogLevel.Debug, "The observer '{ObserverId}' of '{FunctionId}' is {State}.")]
    public static partial void ObserverChanged(ILogger logger, string observerId, string functionId, string state);

    [LoggerMessage(63, LogLevel.Debug, "{Count} frames about observers were dropped: the engine does not support observers.")]
    public static partial void ObserverFramesDropped(ILogger logger, int count);

    [LoggerMessage(
        64,
        LogLevel.Warning,
        "The end of the observer '{ObserverId}' cannot be sent: too many such messages wait for a connection already.")]
    public static partial void UnobserveDropped(ILogger logger, string observerId);

    [LoggerMessage(
        65,
        LogLevel.Warning,
        "The observer '{ObserverId}' of the hosted function '{FunctionId}' was rejected: {Code}: {Message}")]
    public static partial void ObserverRejected(ILogger logger, string observerId, string functionId, string code, string message);

    [LoggerMessage(66, LogLevel.Debug, "A frame of type {Type} for the function '{FunctionId}' was ignored: {Reason}.")]
    public static partial void HostFrameIgnored(ILogger logger, string? type, string? functionId, string reason);

    [LoggerMessage(67, LogLevel.Error, "A listener of an event threw an exception.")]
    public static partial void ListenerFailed(ILogger logger, Exception exception);

    [LoggerMessage(68, LogLevel.Warning, "{Count} events wait for a listener that does not return; the oldest was dropped.")]
    public static partial void EventDropped(ILogger logger, int count);

    [LoggerMessage(69, LogLevel.Warning, "The engine has not confirmed the end of all observers within {Seconds:0.0} s.")]
    public static partial void ObserversNotConfirmed(ILogger logger, double seconds);

    [LoggerMessage(70, LogLevel.Information, "The observer '{ObserverId}' of '{FunctionId}' was accepted with a warning: {Warning}")]
    public static partial void ObserverWarning(ILogger logger, string observerId, string functionId, string warning);
}
