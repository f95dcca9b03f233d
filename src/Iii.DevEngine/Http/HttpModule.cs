using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Http;

/// <summary>Http triggers.</summary>
internal sealed class HttpModule : IEngineModule
{
    public HttpModule(EngineCore core)
    {
        Endpoint = new HttpEndpoint(core, Routes);
        TriggerTypes = [new("http", "HTTP API trigger", Routes)];
    }

    public string Name => "iii-http";

    public HttpRoutes Routes { get; } = new();

    public HttpEndpoint Endpoint { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public ValueTask DisposeAsync()
    {
        Endpoint.Dispose();
        return ValueTask.CompletedTask;
    }
}
