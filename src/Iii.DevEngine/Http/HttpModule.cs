using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Http;

/// <summary>Http triggers.</summary>
internal sealed class HttpModule : IEngineModule
{
    public HttpModule(EngineCore core)
    {
        Endpoint = new HttpEndpoint(core, Routes);
        TriggerTypes = [new("http", "HTTP API trigger", Routes)];
        Sources =
        [
            new("http::on-request", "Called for each request to a route of an observer")
            {
                Args = new(
                    "HttpRequestArgs", InputField.Required("path"), InputField.Optional("method"), InputField.Optional("middleware_function_ids", InputKind.Texts),
                    InputField.Optional("public_webhook", InputKind.Flag)),
                Source = Routes,
            },
        ];
    }

    public string Name => "iii-http";

    public HttpRoutes Routes { get; } = new();

    public HttpEndpoint Endpoint { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public IReadOnlyList<BuiltInSource> Sources { get; }

    public ValueTask DisposeAsync()
    {
        Endpoint.Dispose();
        return ValueTask.CompletedTask;
    }
}
