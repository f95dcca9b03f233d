namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary><c>iii-state</c>.</summary>
internal static class StateConfig
{
    public static void Read(ConfigSection section, EngineSettings settings)
    {
        settings.Options = settings.Options with { MaxStateValueBytes = (int?)section.Integer("max_value_bytes", 0, int.MaxValue) };
        if (section.Flag("triggers_enabled") is false)
        {
            section.Ignore("triggers_enabled", "triggers on state always fire here.");
        }

        section.Ignore("save_interval_ms", "this engine saves at once with --data DIR, and never without.");
        AdapterConfig.Read(section, settings, canBeKept: true);
    }
}
