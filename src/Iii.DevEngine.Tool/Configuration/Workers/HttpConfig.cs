namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary><c>iii-http</c>.</summary>
internal static class HttpConfig
{
    private const string OnlyPhase = "preHandler";

    public static void Read(ConfigSection section, EngineSettings settings)
    {
        var options = settings.Options;
        settings.Options = options with
        {
            HttpAddress = ConfigAddress.Host(section),
            HttpPort = ConfigAddress.Port(section) ?? options.HttpPort,
            HttpTimeout = section.Milliseconds("default_timeout") ?? options.HttpTimeout,
            Http = options.Http with
            {
                Cors = section.Section("cors") is { } cors ? Cors(cors) : null,
                Middleware = [.. (section.Sections("middleware") ?? []).Select(Middleware)],

                // As there: none at all would never answer.
                MaxConcurrentRequests = (int)Math.Max(section.Integer("concurrency_request_limit", 0, int.MaxValue) ?? options.Http.MaxConcurrentRequests, 1),
            },
        };
    }

    private static IIICorsOptions Cors(ConfigSection section)
    {
        var cors = new IIICorsOptions { AllowedOrigins = section.Texts("allowed_origins") ?? [], AllowedMethods = section.Texts("allowed_methods") ?? [] };
        section.End();
        return cors;
    }

    private static IIIHttpMiddleware Middleware(ConfigSection section)
    {
        if (section.Text("phase") is { } phase && phase != OnlyPhase)
        {
            section.Ignore("phase", $"'{OnlyPhase}' is the only one.");
        }

        var middleware = new IIIHttpMiddleware(section.Required("function_id"), section.Integer("priority", long.MinValue, long.MaxValue) ?? 0);
        section.End();
        return middleware;
    }
}
