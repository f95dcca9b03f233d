using Iii.DevEngine;

namespace Iii.Testing.Network;

/// <summary>Counts requests that have no response yet as under way: a request is from its beginning, before there is a connection.</summary>
internal sealed class ActivityHandler(HttpMessageHandler inner, EngineActivity activity) : DelegatingHandler(inner)
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        activity.Begin();
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            activity.End();
        }
    }
}
