using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Http;

/// <summary>The errors that the engine itself answers http requests with.</summary>
internal static class HttpErrors
{
    /// <summary>A function failed: its code and message, and an id to look for in logs.</summary>
    public static Task WriteAsync(HttpContext context, Outcome outcome) =>
        WriteAsync(context, StatusCodes.Status500InternalServerError, outcome.ErrorCode, outcome.ErrorMessage, Guid.NewGuid().ToString("N")[..12]);

    public static async Task WriteAsync(HttpContext context, int status, string code, string message, string? errorId = null, bool isSkipped = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteString("code", code);
            writer.WriteOptional("error_id", errorId);
            writer.WriteString("message", message);
            writer.WriteEndObject();
            if (isSkipped)
            {
                writer.WriteBoolean("skipped", true);
            }

            writer.WriteEndObject();
        }

        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.BodyWriter.WriteAsync(buffer.WrittenMemory).ConfigureAwait(false);
    }
}
