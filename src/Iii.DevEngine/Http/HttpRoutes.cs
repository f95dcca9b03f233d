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
        if (trigger.Config.ValueKind is not JsonValueKind.Object || !trigger.Config.TryGetProperty("api_path", out var path) || path.ValueKind is not JsonValueKind.String)
        {
            return "api_path is required for http triggers";
        }

        var method = trigger.Config.TryGetProperty("http_method", out var named) && named.ValueKind is JsonValueKind.String ? named.GetString()!.ToUpperInvariant() : "GET";
        var route = new HttpRoute(trigger, method, path.GetString()!);
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

    /// <summary>The route of a request; literal segments go before parameters.</summary>
    /// <param name="allowed">The methods that the path has, when this one is not among them.</param>
    public HttpRoute? Find(string method, string path, out string[] allowed)
    {
        var segments = path.TrimStart('/').Split('/');
        lock (_gate)
        {
            var matching = _routes.Where(r => r.Matches(segments)).OrderBy(r => r.Precedence, StringComparer.Ordinal).ToArray();
            allowed = [.. matching.Select(r => r.Method).Distinct()];
            return matching.FirstOrDefault(r => r.Method == method);
        }
    }
}

/// <summary>One route.</summary>
internal sealed class HttpRoute
{
    private readonly string[] _segments;

    public HttpRoute(RegisteredTrigger trigger, string method, string path)
    {
        Trigger = trigger;
        Method = method;
        Path = path;
        _segments = path.TrimStart('/').Split('/');
        Normal = "/" + string.Join('/', _segments);
        Shape = string.Join('/', _segments.Select(s => s.StartsWith(':') ? ":" : s));
        Precedence = string.Concat(_segments.Select(s => s.StartsWith(':') ? '1' : '0'));
    }

    public RegisteredTrigger Trigger { get; }

    public string Method { get; }

    /// <summary>The path as it was registered.</summary>
    public string Path { get; }

    public string Normal { get; }

    public string Shape { get; }

    public string Precedence { get; }

    public bool Matches(string[] segments) =>
        segments.Length == _segments.Length && _segments.Zip(segments).All(s => s.First.StartsWith(':') ? s.Second.Length > 0 : s.First == s.Second);

    public IEnumerable<(string Name, string Value)> Parameters(string[] segments) =>
        _segments.Zip(segments).Where(s => s.First.StartsWith(':')).Select(s => (s.First[1..], s.Second));
}
