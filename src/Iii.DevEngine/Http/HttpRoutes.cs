using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Http;

/// <summary>The routes of http triggers.</summary>
internal sealed class HttpRoutes : ITriggerProvider
{
    private readonly Lock _gate = new();
    private readonly List<HttpRoute> _routes = [];

    /// <inheritdoc/>
    public string? Bind(RegisteredTrigger trigger)
    {
        if (trigger.Config.Text("api_path") is not { } path)
        {
            return "api_path is required for http triggers";
        }

        var method = (trigger.Config.Text("http_method") ?? "GET").ToUpperInvariant();
        var route = new HttpRoute(trigger, method, path);
        lock (_gate)
        {
            if (_routes.Find(r => r.Method == method && r.Shape == route.Shape && r.Normal != route.Normal) is { } other)
            {
                return $"Route '{method} {route.Path}' conflicts with already-registered route '{other.Method} {other.Path}': routes with identical structure but different path-parameter names are not supported";
            }

            _routes.RemoveAll(r => r.Method == method && r.Normal == route.Normal);
            _routes.Add(route);
            return null;
        }
    }

    /// <summary>Removes the route of a binding, unless another binding has taken it over.</summary>
    public void Unbind(RegisteredTrigger trigger)
    {
        lock (_gate)
        {
            _routes.RemoveAll(r => ReferenceEquals(r.Trigger, trigger));
        }
    }

    /// <summary>The route of a request. The path decides alone: literal segments go before parameters, and those before a rest; then its methods are looked at.</summary>
    /// <param name="allowed">The methods that the path has, when this one is not among them.</param>
    public HttpRoute? Find(string method, string path, out string[] allowed)
    {
        var segments = path.TrimStart('/').Split('/');
        lock (_gate)
        {
            var best = _routes.Where(r => r.Matches(segments)).MinBy(r => r.Precedence, StringComparer.Ordinal);
            var here = best is null ? [] : _routes.Where(r => r.Shape == best.Shape).ToArray();
            allowed = [.. here.Select(r => r.Method).Distinct().Order(StringComparer.Ordinal)];
            return Array.Find(here, r => r.Method == method);
        }
    }
}
