namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary><c>iii-stream</c>.</summary>
internal static class StreamConfig
{
    public static void Read(ConfigSection section, EngineSettings settings)
    {
        settings.Options = settings.Options with
        {
            StreamAddress = ConfigAddress.Host(section),
            StreamPort = ConfigAddress.Port(section) ?? settings.Options.StreamPort,
            StreamAuthFunctionId = section.Text("auth_function"),
        };
        AdapterConfig.Read(section, settings, canBeKept: true);
    }
}
