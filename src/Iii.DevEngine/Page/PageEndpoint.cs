using System.Text.Json;
using Iii.DevEngine.Invocations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Iii.DevEngine.Page;

/// <summary>Serves the page: its files, what it shows, its calls.</summary>
internal sealed class PageEndpoint(EngineCore core, InvocationLog log)
{
    /// <summary>How many calls are kept for the page.</summary>
    public const int MaxInvocations = 2_000;

    private static readonly JsonElement s_null = JsonElement.Parse("null");

    private readonly PageEvents _events = new(core, log);

    public async Task HandleAsync(HttpContext context)
    {
        PageGuard.Protect(context.Response.Headers);
        if (PageGuard.Refusal(context.Request) is { } refusal)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(refusal, context.RequestAborted).ConfigureAwait(false);
            return;
        }

        try
        {
            await RouteAsync(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested || core.Background.Stopping.IsCancellationRequested)
        {
            // The browser has gone, or the engine ends.
        }
    }

    private async Task RouteAsync(HttpContext context)
    {
        var request = context.Request;
        var isGet = HttpMethods.IsGet(request.Method);
        switch (request.Path.Value)
        {
            case "/api/events" when isGet:
                await _events.SendAsync(context).ConfigureAwait(false);
                break;
            case "/api/registry" when isGet:
                await AnswerAsync(context, writer => PageRegistry.Write(writer, core)).ConfigureAwait(false);
                break;
            case "/api/data" when isGet:
                await AnswerAsync(context, await PageData.ReadAsync(core, request.Query, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            case "/api/invocation" when isGet && long.TryParse(request.Query["number"], out var number) && log.Find(number) is { } invocation:
                await AnswerAsync(context, writer => PageInvocation.Write(writer, invocation, int.MaxValue)).ConfigureAwait(false);
                break;
            case "/api/call" when HttpMethods.IsPost(request.Method):
                await CallAsync(context).ConfigureAwait(false);
                break;
            default:
                if (!isGet || !await PageFiles.TryServeAsync(context).ConfigureAwait(false))
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                }

                break;
        }
    }

    /// <summary>Calls a function for whoever looks at the page, and waits as long as an http request does.</summary>
    private async Task CallAsync(HttpContext context)
    {
        JsonElement request;
        try
        {
            using var body = new MemoryStream();
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = core.Options.MaxMessageBytes;
            await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
            request = CanonicalJson.Parse(body.GetBuffer().AsSpan(0, (int)body.Length));
        }
        catch (JsonException e)
        {
            await AnswerAsync(context, Outcome.Failed("invalid_json", e.Message)).ConfigureAwait(false);
            return;
        }

        if (request.Text("function_id") is not { Length: > 0 } functionId)
        {
            await AnswerAsync(context, Outcome.Failed("invalid_request", "Expected function_id, a text.")).ConfigureAwait(false);
            return;
        }

        using var timeout = new CancellationTokenSource(core.Options.HttpTimeout, core.Options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted, core.Background.Stopping);
        Outcome outcome;
        try
        {
            outcome = await core.InvokeAsync(
                request.Text("namespace") ?? EngineCore.DefaultNamespace, functionId, request.Json("data") ?? s_null,
                origin: new(InvocationKind.Call, PageInvocation.Caller), cancellationToken: either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            outcome = Outcome.Failed("TIMEOUT", $"'{functionId}' has not answered within {core.Options.HttpTimeout.TotalSeconds:0.###} s.");
        }

        await AnswerAsync(context, outcome).ConfigureAwait(false);
    }

    private static Task AnswerAsync(HttpContext context, Outcome outcome) => AnswerAsync(context, writer =>
    {
        writer.WriteStartObject();
        writer.WriteOptional("error", outcome.Error?.GetRawText());
        writer.WriteOptional("result", outcome.Result?.GetRawText());
        writer.WriteEndObject();
    });

    private static async Task AnswerAsync(HttpContext context, Action<Utf8JsonWriter> write)
    {
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(CanonicalJson.Make(write).GetRawText(), context.RequestAborted).ConfigureAwait(false);
    }
}
