using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Http;

/// <summary>Asks the functions that may answer a request in its function's stead.</summary>
internal sealed class HttpMiddleware(EngineCore core)
{
    private readonly string[] _global = [.. core.Options.Http.Middleware.OrderBy(m => m.Priority).Select(m => m.FunctionId)];

    /// <summary>Asks those that are asked for every request.</summary>
    /// <returns>True when one of them has answered.</returns>
    public Task<bool> IsAnsweredByAllAsync(HttpContext context, HttpRoute route, HttpRequestFacts facts, CancellationToken cancellationToken) => AskAsync(context, route, _global, facts, cancellationToken);

    /// <summary>Asks those that the trigger names.</summary>
    /// <returns>True when one of them has answered.</returns>
    public Task<bool> IsAnsweredByRouteAsync(HttpContext context, HttpRoute route, HttpRequestFacts facts, CancellationToken cancellationToken) => AskAsync(context, route, route.Binding.Middleware, facts, cancellationToken);

    private async Task<bool> AskAsync(HttpContext context, HttpRoute route, IReadOnlyList<string> functions, HttpRequestFacts facts, CancellationToken cancellationToken)
    {
        if (functions.Count == 0)
        {
            return false;
        }

        var input = CanonicalJson.Make(facts.WriteForMiddleware);
        foreach (var function in functions)
        {
            var outcome = await core.InvokeAsync(route.Binding.Namespace, function, input, origin: route.Binding.MiddlewareOrigin, cancellationToken: cancellationToken).ConfigureAwait(false);
            if (outcome.IsError)
            {
                await HttpErrors.WriteAsync(context, outcome).ConfigureAwait(false);
                return true;
            }

            if (outcome.Result is { ValueKind: JsonValueKind.Object } answer && answer.Text("action") is { } action)
            {
                if (action == "respond")
                {
                    await RespondAsync(context.Response, answer.Json("response") ?? default).ConfigureAwait(false);
                    return true;
                }

                if (action == "continue")
                {
                    continue;
                }
            }

            // Whatever else it says is taken for `continue`.
            EngineLog.MiddlewareUnclear(core.Logger, function);
        }

        return false;
    }

    /// <summary>The body is JSON in any case; headers count only when all of them are texts.</summary>
    private static async Task RespondAsync(Microsoft.AspNetCore.Http.HttpResponse response, JsonElement answer)
    {
        response.StatusCode = HttpResponseWriter.StatusCode(answer);
        response.ContentType = "application/json";
        if (answer.Json("headers") is { ValueKind: JsonValueKind.Object } headers && headers.EnumerateObject().All(h => h.Value.ValueKind is JsonValueKind.String))
        {
            foreach (var header in headers.EnumerateObject())
            {
                HttpResponseWriter.SetHeader(response, header.Name, header.Value.GetString()!);
            }
        }

        await HttpResponseWriter.WriteBodyAsync(response, HttpResponseWriter.Json(answer.Json("body") ?? default)).ConfigureAwait(false);
    }
}
