using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Http;

/// <summary>The routes of http triggers, and of those who observe <c>http::on-request</c>.</summary>
internal sealed class HttpRoutes : ITriggerProvider, IEventSource
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

        var method = MethodOf(trigger.Config.Text("http_method"));
        var route = new HttpRoute(new HttpTriggerBinding(trigger), method, path);
        lock (_gate)
        {
            if (_routes.Find(r => r.Method == method && r.Shape == route.Shape && (r.Normal != route.Normal || r.Binding is HttpObserverBinding)) is { } other)
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
            _routes.RemoveAll(r => r.Binding is HttpTriggerBinding binding && ReferenceEquals(binding.Trigger, trigger));
        }
    }

    /// <inheritdoc/>
    public Observers.ObserverReason? Added(Observer observer)
    {
        var args = observer.Request.ArgsOrEmpty;
        var route = new HttpRoute(new HttpObserverBinding(observer), MethodOf(args.Text("method")), args.Text("path")!);
        lock (_gate)
        {
            if (_routes.Find(r => r.Method == route.Method && r.Shape == route.Shape) is { } other)
            {
                return new Observers.ObserverReason("HTTP_ROUTE_CONFLICT", $"the route '{route.Method} {route.Path}' is taken by '{other.Method} {other.Path}'");
            }

            _routes.Add(route);
            return null;
        }
    }

    /// <inheritdoc/>
    public void Removed(Observer observer)
    {
        lock (_gate)
        {
            _routes.RemoveAll(r => r.Binding is HttpObserverBinding binding && binding.Observer == observer);
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

    private static string MethodOf(string? method) => (method ?? "GET").ToUpperInvariant();
}
