using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Http;

/// <summary>Where http requests arrive: a slot, the rules for browsers, the route, the time-out.</summary>
internal sealed class HttpEndpoint(EngineCore core, HttpRoutes routes) : IDisposable
{
    private readonly SemaphoreSlim _slots = new(Math.Max(1, core.Options.Http.MaxConcurrentRequests));
    private readonly CorsPolicy _cors = new(core.Options.Http.Cors);
    private readonly HttpMiddleware _middleware = new(core);

    public async Task HandleAsync(HttpContext context)
    {
        try
        {
            await _slots.WaitAsync(context.RequestAborted).ConfigureAwait(false);
            using var slot = new Slot(_slots);
            if (!_cors.IsAnsweredBy(context))
            {
                await RouteAsync(context, slot).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client has gone; nobody reads what would be said.
        }
        catch (Exception e) when (e is IOException or BadHttpRequestException)
        {
            // The client has gone while it was sending.
            context.Abort();
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task RouteAsync(HttpContext context, Slot slot)
    {
        var rawPath = context.Request.Path.ToUriComponent();
        if (routes.Find(context.Request.Method, rawPath, out var allowed) is { } route)
        {
            using var timeout = new CancellationTokenSource(core.Options.HttpTimeout, core.Options.TimeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, context.RequestAborted, core.Background.Stopping);
            try
            {
                await new HttpCall(core, _middleware, context, route, rawPath, slot.Dispose).RunAsync(either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested && !context.Response.HasStarted)
            {
                context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
            }
            catch (OperationCanceledException) when (core.Background.Stopping.IsCancellationRequested)
            {
                context.Abort();
            }
        }
        else if (allowed.Length > 0 && !(HttpMethods.IsHead(context.Request.Method) && allowed.Contains(HttpMethods.Get)))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = string.Join(",", allowed.SelectMany<string, string>(m => m == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [m]).Distinct());
        }
        else
        {
            await HttpErrors.WriteAsync(context, StatusCodes.Status404NotFound, "NOT_FOUND", "Not Found").ConfigureAwait(false);
        }
    }

    /// <summary>A request's place among those that run at once; it is given back when the response begins, whatever its length.</summary>
    private sealed class Slot(SemaphoreSlim slots) : IDisposable
    {
        private int _isFree;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isFree, 1) is 0)
            {
                slots.Release();
            }
        }
    }
}
