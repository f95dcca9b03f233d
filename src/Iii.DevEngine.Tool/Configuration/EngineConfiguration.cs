using System.Security;
using Iii.DevEngine.Tool.Configuration.Workers;
using YamlDotNet.RepresentationModel;

namespace Iii.DevEngine.Tool.Configuration;

/// <summary>What a configuration file of the real engine means for this one.</summary>
/// <param name="Options">The engine's options.</param>
/// <param name="Warnings">What is not followed, in the order of the file.</param>
internal sealed record EngineConfiguration(IIIDevEngineOptions Options, IReadOnlyList<ConfigWarning> Warnings)
{
    private const long MaxGrace = int.MaxValue;

    // The second is the older name of the first.
    private static readonly string[] s_lists = ["workers", "modules"];

    // What the real engine has only when the file lists it.
    private static readonly string[] s_optional = ["iii-http", "iii-stream", "iii-state", "iii-queue", "iii-pubsub", "iii-cron", "iii-http-functions"];

    // Names of modules, and of the workers that take their place outside the real engine.
    private static readonly string[] s_replaced = ["iii-http", "iii-cron", "iii-queue", "iii-state", "iii-pubsub"];

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigException">It can not be read, or the real engine would refuse it.</exception>
    public static EngineConfiguration Read(string file, bool isKept)
    {
        string text;
        try
        {
            text = File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SecurityException or NotSupportedException or ArgumentException)
        {
            throw new ConfigException(file, null, e is FileNotFoundException or DirectoryNotFoundException ? "There is no such file." : e.Message);
        }

        return Parse(file, text, isKept, Environment.GetEnvironmentVariable);
    }

    /// <summary>Reads the text of a file.</summary>
    /// <param name="variable">Finds an environment variable; null when it is not set.</param>
    /// <exception cref="ConfigException">The real engine would refuse it.</exception>
    public static EngineConfiguration Parse(string file, string text, bool isKept, Func<string, string?> variable)
    {
        var (source, root) = ConfigSource.Parse(file, text, variable);
        var settings = new EngineSettings(isKept);
        if (root.Integer("registration_namespace_grace_ms", 0, MaxGrace) is { } grace && string.IsNullOrWhiteSpace(variable("III_NAMESPACE_GRACE_MS")))
        {
            // The variable goes before the file, as in the real engine.
            settings.Options = settings.Options with { RegistrationGrace = TimeSpan.FromMilliseconds(grace) };
        }

        var entries = s_lists.SelectMany(key => root.Sections(key) ?? []).Select(e => (Name: e.Required("name"), Entry: e)).ToArray();
        root.End();
        var names = entries.Select(e => e.Name).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, entry) in entries)
        {
            if (s_replaced.Contains(name) && names.Contains(name["iii-".Length..]))
            {
                throw source.Fail(entry.Node, $"'{name}' and '{name["iii-".Length..]}' are both there; the real engine takes one of them. Remove '{name}'.");
            }

            ReadEntry(name, entry, isFirst: seen.Add(name), settings);
        }

        WorkerManagerConfig.Apply(settings, source, root.Node);
        var extra = s_optional.Where(o => !names.Contains(o) && !(s_replaced.Contains(o) && names.Contains(o["iii-".Length..]))).ToArray();
        if (extra.Length > 0)
        {
            source.Warn(root.Node, $"This engine has {string.Join(", ", extra)} although the file does not list them; the real engine has not.");
        }

        return new EngineConfiguration(settings.Options, [.. source.Warnings.OrderBy(w => w.Position.Line).ThenBy(w => w.Position.Column)]);
    }

    private static void ReadEntry(string name, ConfigSection entry, bool isFirst, EngineSettings settings)
    {
        if (entry.Find("image") is not null)
        {
            entry.Source.Warn(entry.Node, $"'{name}' is not started: it is a worker of its own, with an image. Start it yourself.");
            return;
        }

        Action<ConfigSection, EngineSettings>? read = name switch
        {
            "iii-worker-manager" => WorkerManagerConfig.Read,
            "iii-http" => HttpConfig.Read,
            "iii-stream" => StreamConfig.Read,
            "iii-state" => StateConfig.Read,
            "iii-queue" => QueueConfig.Read,
            "iii-pubsub" => AdapterConfig.ReadOnly,
            "iii-cron" => AdapterConfig.ReadOnly,
            "iii-http-functions" => HttpFunctionsConfig.Read,
            _ => null,
        };
        if (read is null)
        {
            entry.Source.Warn(entry.Node, Why(name));
        }
        else if (!isFirst && name != "iii-worker-manager")
        {
            entry.Source.Warn(entry.Node, $"The second '{name}' is ignored: this engine has one.");
        }
        else
        {
            WarnOfOtherKeys(entry);
            var config = entry.Find("config");
            var section = new ConfigSection(entry.Source, config is null ? new YamlMappingNode() : entry.Source.Mapping(config, $"The config of '{name}'"), name);
            read(section, settings);
            section.End();
        }
    }

    private static string Why(string name) => name switch
    {
        "configuration" => "'configuration' is ignored: this engine has it in memory, without files.",
        "iii-observability" => "'iii-observability' is ignored: of it this engine has the log functions and the trigger 'log'.",
        "iii-engine-functions" or "iii-telemetry" => $"'{name}' is ignored: there is nothing to set.",
        "iii-bridge" or "iii-exec" => $"'{name}' is ignored: this engine does not have it.",
        _ when s_replaced.Contains("iii-" + name) => $"'{name}' is not started: it is a worker of its own. This engine's 'iii-{name}' is there instead.",
        _ => $"'{name}' is not started: it is a worker of its own. Start it yourself.",
    };

    private static void WarnOfOtherKeys(ConfigSection entry)
    {
        foreach (var (key, keyNode, _) in entry.Entries)
        {
            if (key is not ("name" or "config" or "image"))
            {
                entry.Source.Warn(keyNode, $"'{key}' is ignored: an entry has name, image and config.");
            }
        }
    }
}
