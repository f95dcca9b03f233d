using System.Buffers;
using System.Text.Json;
using Iii.DevEngine.Modules;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Iii.DevEngine.Http;

/// <summary>Turns http requests into calls, and results into responses.</summary>
internal sealed class HttpEndpoint(EngineCore core)
{
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlExposeHeaders = "*";
        var request = context.Request;
        if (HttpMethods.IsOptions(request.Method))
        {
            context.Response.Headers.AccessControlAllowMethods = "*";
            context.Response.Headers.AccessControlAllowHeaders = "*";
            return;
        }

        var rawPath = request.Path.ToUriComponent();
        if (core.Module<HttpModule>().Routes.Find(request.Method, rawPath, out var allowed) is not { } route)
        {
            if (allowed.Length > 0 && !HttpMethods.IsHead(request.Method))
            {
                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                context.Response.Headers.Allow = string.Join(",", allowed);
            }
            else
            {
                await WriteErrorAsync(context, 404, "NOT_FOUND", "Not Found", null).ConfigureAwait(false);
            }

            return;
        }

        try
        {
            var payload = await ReadAsync(context, route, rawPath).ConfigureAwait(false);
            using var timeout = new CancellationTokenSource(core.Options.HttpTimeout, core.Options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted);
            var (isMet, outcome) = await InvokeAsync(context, route, payload, either.Token).ConfigureAwait(false);
            await AnswerAsync(context, isMet, outcome).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads what would be said.
        }
        catch (OperationCanceledException)
        {
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }
    }

    /// <summary>Asks the condition, if there is one, and calls the function. Nothing of the response is written meanwhile: the time may be over.</summary>
    /// <returns>Whether the condition let the request pass, and what the last of the two functions answered.</returns>
    private async Task<(bool IsMet, Outcome Outcome)> InvokeAsync(HttpContext context, HttpRoute route, JsonElement payload, CancellationToken cancellationToken)
    {
        var trigger = route.Trigger;
        if (await core.RefusalAsync(trigger, payload, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return (IsMet: false, refusal);
        }

        var outcome = await core.InvokeAsync(
            trigger.TargetNamespace, trigger.FunctionId, payload, metadata: trigger.Metadata,
            traceParent: context.Request.Headers.TraceParent, baggage: context.Request.Headers.Baggage, cancellationToken: cancellationToken).ConfigureAwait(false);
        if (outcome is { IsError: false, Result: null })
        {
            // The real engine waits for the response channel here, and for nothing else until the time-out.
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(false);
        }

        return (IsMet: true, outcome);
    }

    private static async Task AnswerAsync(HttpContext context, bool conditionIsMet, Outcome outcome)
    {
        if (outcome.IsError)
        {
            await WriteErrorAsync(context, 500, outcome.ErrorCode, outcome.ErrorMessage, ErrorId()).ConfigureAwait(false);
        }
        else if (!conditionIsMet)
        {
            context.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await WriteJsonAsync(context, """{"error":{"code":"CONDITION_NOT_MET","message":"Request condition not met"},"skipped":true}"""u8.ToArray()).ConfigureAwait(false);
        }
        else
        {
            await HttpResponseWriter.WriteAsync(context.Response, outcome.Result!.Value).ConfigureAwait(false);
        }
    }

    private static async Task<JsonElement> ReadAsync(HttpContext context, HttpRoute route, string rawPath)
    {
        var request = context.Request;
        var body = CanonicalJson.Parse("null"u8);
        if (request.ContentType?.Contains("application/json", StringComparison.OrdinalIgnoreCase) == true)
        {
            using var bytes = new MemoryStream();
            await request.Body.CopyToAsync(bytes, context.RequestAborted).ConfigureAwait(false);
            try
            {
                body = CanonicalJson.Parse(bytes.ToArray());
            }
            catch (JsonException)
            {
                // Not JSON in spite of its type: the function gets null.
            }
        }

        return CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("body");
            body.WriteTo(writer);
            Texts(writer, "headers", request.Headers.Select(h => (h.Key.ToLowerInvariant(), h.Value.LastOrDefault() ?? "")));
            writer.WriteString("method", request.Method);
            writer.WriteString("path", route.Path);
            Texts(writer, "path_params", route.Parameters(rawPath.TrimStart('/').Split('/')));
            Texts(writer, "query_params", QueryHelpers.ParseQuery(request.QueryString.Value).Select(q => (q.Key, q.Value.LastOrDefault() ?? "")));
            writer.WriteStartObject("trigger");
            writer.WriteString("method", request.Method);
            writer.WriteString("path", route.Path);
            writer.WriteString("type", "http");
            writer.WriteEndObject();
            writer.WriteEndObject();
        });
    }

    private static void Texts(Utf8JsonWriter writer, string name, IEnumerable<(string Name, string Value)> texts)
    {
        writer.WriteStartObject(name);
        foreach (var (key, value) in texts)
        {
            writer.WriteString(key, value);
        }

        writer.WriteEndObject();
    }

    private static async Task WriteErrorAsync(HttpContext context, int status, string code, string message, string? errorId)
    {
        context.Response.StatusCode = status;
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("error");
            writer.WriteString("code", code);
            if (errorId is not null)
            {
                writer.WriteString("error_id", errorId);
            }

            writer.WriteString("message", message);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        await WriteJsonAsync(context, buffer.WrittenMemory).ConfigureAwait(false);
    }

    private static async Task WriteJsonAsync(HttpContext context, ReadOnlyMemory<byte> json)
    {
        context.Response.ContentType = "application/json";
        await context.Response.BodyWriter.WriteAsync(json).ConfigureAwait(false);
    }

    private static string ErrorId() => Guid.NewGuid().ToString("N")[..12];
}
