namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary>The key <c>adapter</c>: where a module of the real engine keeps or sends what it has.</summary>
internal static class AdapterConfig
{
    // Those that are the real engine itself, in one process.
    private static readonly string[] s_local = ["kv", "local", "builtin", "memory"];

    /// <summary>A module that has nothing else to set.</summary>
    public static void ReadOnly(ConfigSection section, EngineSettings settings) => Read(section, settings, canBeKept: false);

    /// <param name="canBeKept">What the module has is kept in a data directory, if there is one.</param>
    public static void Read(ConfigSection section, EngineSettings settings, bool canBeKept)
    {
        if (section.Section("adapter") is not { } adapter)
        {
            return;
        }

        var name = adapter.Required("name");
        var config = adapter.Section("config");
        adapter.End();
        if (!s_local.Contains(name))
        {
            adapter.Source.Warn(adapter.Node, $"'{adapter.Path}' {name} is ignored: this engine has all of it in its own process.");
        }
        else if (canBeKept && !settings.IsKept && config?.Text("store_method") == "file_based")
        {
            config.Source.Warn(config.Find("store_method")!, $"'{config.Path}.store_method' is ignored: this engine works in memory. --data DIR keeps state, streams and queues.");
        }
    }
}
