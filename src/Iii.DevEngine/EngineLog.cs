using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

/// <summary>The engine's log messages; payloads are never among the values.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Warning, "A message of {Bytes} bytes is not JSON and was skipped.")]
    public static partial void Malformed(ILogger logger, int bytes);

    [LoggerMessage(2, LogLevel.Debug, "A frame of type {Type} was ignored.")]
    public static partial void Ignored(ILogger logger, string? type);

    /// <summary>Writes <c>{"success":…}</c>.</summary>
    public static void WriteBooleanSuccess(this Utf8JsonWriter writer, bool success)
    {
        writer.WriteStartObject();
        writer.WriteBoolean("success", success);
        writer.WriteEndObject();
    }
}
