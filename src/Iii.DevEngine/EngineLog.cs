using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>The engine's log messages; payloads are never among the values.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Warning, "A message of {Bytes} bytes is not JSON and was skipped.")]
    public static partial void Malformed(ILogger logger, int bytes);

    [LoggerMessage(11, LogLevel.Warning, "A frame of type {Type} ({Bytes} bytes) was skipped: {Problem}.")]
    public static partial void Skipped(ILogger logger, string type, int bytes, string problem);

    [LoggerMessage(2, LogLevel.Debug, "A frame of type {Type} was ignored.")]
    public static partial void Ignored(ILogger logger, string? type);

    [LoggerMessage(3, LogLevel.Warning, "A trigger of type {Type} could not run {FunctionId}: {Code}.")]
    public static partial void TriggerFailed(ILogger logger, string type, string functionId, string code);

    [LoggerMessage(4, LogLevel.Warning, "An event was dropped: {Capacity} of them are being delivered already.")]
    public static partial void TooMuchWork(ILogger logger, int capacity);

    [LoggerMessage(5, LogLevel.Error, "A task of the engine has failed.")]
    public static partial void WorkFailed(ILogger logger, Exception exception);

    [LoggerMessage(6, LogLevel.Warning, "The middleware '{FunctionId}' answered with neither \"continue\" nor \"respond\"; the request goes on.")]
    public static partial void MiddlewareUnclear(ILogger logger, string functionId);

    [LoggerMessage(7, LogLevel.Warning, "The function '{FunctionId}' can not be called by http and was not registered: {Problem}.")]
    public static partial void NotHosted(ILogger logger, string functionId, string problem);

    [LoggerMessage(8, LogLevel.Critical, "The storage has failed. Nothing is kept any more, and what depends on it is answered with an error, until the engine is started again.")]
    public static partial void StorageFailed(ILogger logger, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "The worker '{Worker}' was cut off: {Problem}. It may connect again.")]
    public static partial void CutOff(ILogger logger, string worker, string problem);

    [LoggerMessage(10, LogLevel.Warning, "A call of {FunctionId} by the worker '{Worker}' was dropped: too many of its calls are under way.")]
    public static partial void TooManyCalls(ILogger logger, string functionId, string worker);

    [LoggerMessage(12, LogLevel.Warning, "The observer {Observer} ran {FunctionId}, which failed: {Code}.")]
    public static partial void TargetFailed(ILogger logger, string observer, string functionId, string code);

    [LoggerMessage(13, LogLevel.Warning, "The function '{FunctionId}' was not registered: {Problem}.")]
    public static partial void NotRegistered(ILogger logger, string functionId, string problem);

    [LoggerMessage(14, LogLevel.Warning, "An item of 'invocationsobserved' was skipped: {Problem}.")]
    public static partial void ReportSkipped(ILogger logger, string problem);

    /// <summary>Writes <c>{"success":…}</c>.</summary>
    public static void WriteBooleanSuccess(this Utf8JsonWriter writer, bool success)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("success", success);
        writer.WriteEndObject();
    }
}
