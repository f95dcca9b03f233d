using Iii.DevEngine.Channels;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Http;

/// <summary>One request on its way: middleware, condition, function, and the response, which the function returns or streams, whichever comes first.</summary>
/// <param name="hasBegun">Called when the response begins.</param>
internal sealed class HttpCall(EngineCore core, HttpMiddleware middleware, HttpContext context, HttpRoute route, string rawPath, Action hasBegun)
{
    private readonly ChannelTable _channels = core.Module<ChannelsModule>().Table;

    /// <param name="cancellationToken">Ends the waiting for the beginning of the response; its length knows no limit.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var facts = new HttpRequestFacts(context.Request, route, rawPath);
        if (await middleware.IsAnsweredByAllAsync(context, route, facts, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var request = _channels.Create();
        var response = _channels.Create();
        request.TryTakeWriter();
        response.TryTakeReader();
        var body = new HttpRequestBodyStream(context.Request, request);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        try
        {
            await RunAsync(facts, body, request, response, ended.Token, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            response.EndReading();
            _channels.Remove(request);
            _channels.Remove(response);
            await ended.CancelAsync().ConfigureAwait(false);
            await body.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync(HttpRequestFacts facts, HttpRequestBodyStream body, EngineChannel request, EngineChannel response, CancellationToken ended, CancellationToken cancellationToken)
    {
        var json = await body.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (await route.Binding.RefusalAsync(core, facts.Payload(json, null), cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            await (refusal.IsError
                ? HttpErrors.WriteAsync(context, refusal)
                : HttpErrors.WriteAsync(context, StatusCodes.Status422UnprocessableEntity, "CONDITION_NOT_MET", "Request condition not met", isSkipped: true)).ConfigureAwait(false);
            return;
        }

        if (await middleware.IsAnsweredByRouteAsync(context, route, facts, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        var headers = context.Request.Headers;
        var call = route.Binding.InvokeAsync(core, facts.Payload(json, (request, response)), headers.TraceParent, headers.Baggage, ended);
        var stream = new HttpResponseStream(context.Response, response);
        if (await stream.HeadAsync(call, cancellationToken).ConfigureAwait(false) is not { } outcome)
        {
            _channels.Remove(request);
            _channels.Remove(response);
            hasBegun();
            await stream.SendAsync(ended).ConfigureAwait(false);
        }
        else if (outcome.IsError)
        {
            await HttpErrors.WriteAsync(context, outcome).ConfigureAwait(false);
        }
        else
        {
            await HttpResponseWriter.WriteAsync(context.Response, outcome.Result!.Value).ConfigureAwait(false);
        }
    }
}
