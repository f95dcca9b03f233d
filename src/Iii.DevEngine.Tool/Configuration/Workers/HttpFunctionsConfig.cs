namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary><c>iii-http-functions</c>.</summary>
internal static class HttpFunctionsConfig
{
    public static void Read(ConfigSection section, EngineSettings settings)
    {
        if (section.Section("security") is not { } security)
        {
            return;
        }

        var defaults = new IIIHttpFunctionOptions();
        settings.Options = settings.Options with
        {
            HttpFunctions = new IIIHttpFunctionOptions
            {
                UrlAllowList = security.Texts("url_allowlist") is { Count: > 0 } allowed ? allowed : defaults.UrlAllowList,
                BlockPrivateAddresses = security.Flag("block_private_ips") ?? defaults.BlockPrivateAddresses,
                RequireHttps = security.Flag("require_https") ?? defaults.RequireHttps,
            },
        };
        security.End();
    }
}
