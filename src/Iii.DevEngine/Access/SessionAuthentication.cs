using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine.Access;

/// <summary>Asks a port's auth function what a new connection may do.</summary>
internal static class SessionAuthentication
{
    /// <returns>What it may do, or why it is refused.</returns>
    public static async Task<(WorkerAccess? Access, string Problem)> AuthenticateAsync(EngineCore core, IIIWorkerListenerOptions? listener, HttpContext context, CancellationToken cancellationToken)
    {
        if (listener?.Rbac?.AuthFunctionId is not { } auth)
        {
            return (new WorkerAccess(core, listener, SessionGrants.All), "");
        }

        var outcome = await core.InvokeAsync(EngineCore.DefaultNamespace, auth, Request(context), cancellationToken: cancellationToken).ConfigureAwait(false);
        if (outcome.IsError)
        {
            return (null, outcome.ErrorMessage);
        }

        return outcome.IsEmpty ? (null, "auth function returned no result")
            : SessionGrants.Parse(CanonicalJson.Copy(outcome.Result!.Value), out var problem) is { } grants
            ? (new WorkerAccess(core, listener, grants), "")
            : (null, problem);
    }

    private static JsonElement Request(HttpContext context) => CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteStartObject("headers");
        foreach (var (name, values) in context.Request.Headers.OrderBy(h => h.Key, StringComparer.OrdinalIgnoreCase))
        {
            writer.WriteString(name.ToLowerInvariant(), values.LastOrDefault() ?? "");
        }

        writer.WriteEndObject();
        writer.WriteString("ip_address", RemoteAddress.Of(context.Connection)?.ToString() ?? "");
        writer.WriteStartObject("query_params");
        foreach (var parameters in Query(context.Request.QueryString.Value ?? "").GroupBy(q => q.Name, StringComparer.Ordinal).OrderBy(q => q.Key, Utf8Order.Instance))
        {
            writer.WriteStartArray(parameters.Key);
            foreach (var parameter in parameters)
            {
                writer.WriteStringValue(parameter.Value);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    });

    /// <summary>As it stands there: nothing is decoded.</summary>
    private static IEnumerable<(string Name, string Value)> Query(string query) => query.TrimStart('?').Split('&')
        .Select(p => p.Split('=', 2)).Where(p => p[0].Length > 0).Select(p => (p[0], p.Length > 1 ? p[1] : ""));
}
