using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Http;

/// <summary>Http triggers.</summary>
internal sealed class HttpModule : IEngineModule
{
    public HttpModule() => TriggerTypes = [new("http", "Calls a function when an HTTP request arrives", Routes)];

    public string Name => "iii-http";

    public HttpRoutes Routes { get; } = new();

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }
}
