using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace Iii.Hosting;

/// <summary>Sets a worker's options from configuration, without reflection: the section <c>Iii</c>, and what a supervisor sets, which has the last word of both.</summary>
internal static class ConfiguredOptions
{
    public const string Section = "Iii";

    private static readonly Dictionary<string, Action<IIIWorkerOptions, IConfigurationSection>> s_options = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Url"] = static (o, s) => o.Url = s.Value,
        ["Name"] = static (o, s) => o.Name = s.Value,
        ["DefaultName"] = static (o, s) => o.DefaultName = s.Value,
        ["Identity"] = static (o, s) => o.Identity = Identity(s),
        ["ProcessMarker"] = static (o, s) => o.ProcessMarker = Flag(s),
        ["Description"] = static (o, s) => o.Description = s.Value,
        ["Namespace"] = static (o, s) => o.Namespace = s.Value,
        ["Headers"] = Headers,
        ["CallTimeout"] = static (o, s) => o.CallTimeout = Time(s),
        ["ConnectTimeout"] = static (o, s) => o.ConnectTimeout = Time(s),
        ["PingInterval"] = static (o, s) => o.PingInterval = Time(s),
        ["IdleTimeout"] = static (o, s) => o.IdleTimeout = Time(s),
        ["DrainTimeout"] = static (o, s) => o.DrainTimeout = Time(s),
        ["Reconnect"] = static (o, s) => Apply(s, s_reconnect!, o.Reconnect),
        ["MaxConcurrentCalls"] = static (o, s) => o.MaxConcurrentCalls = Number(s),
        ["MaxQueuedCalls"] = static (o, s) => o.MaxQueuedCalls = Number(s),
        ["CancelOnConnectionLoss"] = static (o, s) => o.CancelOnConnectionLoss = Flag(s),
        ["MaxOfflineCalls"] = static (o, s) => o.MaxOfflineCalls = Number(s),
        ["MaxMessageBytes"] = static (o, s) => o.MaxMessageBytes = Number(s),
        ["OutgoingBufferBytes"] = static (o, s) => o.OutgoingBufferBytes = Number(s),
        ["TracePayloads"] = static (o, s) => o.TracePayloads = Flag(s),
        ["MaxTracedPayloadBytes"] = static (o, s) => o.MaxTracedPayloadBytes = Number(s),
        ["LogScopes"] = static (o, s) => o.LogScopes = Flag(s),
    };

    private static readonly Dictionary<string, Action<IIIReconnectOptions, IConfigurationSection>> s_reconnect = new(StringComparer.OrdinalIgnoreCase)
    {
        ["InitialDelay"] = static (o, s) => o.InitialDelay = Time(s),
        ["MaxDelay"] = static (o, s) => o.MaxDelay = Time(s),
        ["Multiplier"] = static (o, s) => o.Multiplier = Real(s),
        ["Jitter"] = static (o, s) => o.Jitter = Real(s),
        ["MaxAttempts"] = static (o, s) => o.MaxAttempts = Number(s),
    };

    /// <summary>The names of the options that configuration can set.</summary>
    public static IEnumerable<string> Names => s_options.Keys.Where(n => n != "Reconnect").Concat(s_reconnect.Keys.Select(n => $"Reconnect:{n}"));

    /// <summary>Sets what the section says, and the engine's address as a supervisor gives it.</summary>
    /// <exception cref="ArgumentException">The section has a key that is no option, or a value that is not one of its option.</exception>
    public static void Apply(IConfiguration configuration, IIIWorkerOptions options)
    {
        Apply(configuration.GetSection(Section), s_options, options);
        options.Url = Set(configuration, "III_URL") ?? options.Url;
    }

    /// <summary>The name that a supervisor gives the worker; null for none.</summary>
    public static string? SupervisedName(IConfiguration configuration) => Set(configuration, "III_WORKER_NAME");

    /// <summary>The namespace that a supervisor gives the worker; null for none.</summary>
    public static string? SupervisedNamespace(IConfiguration configuration) => Set(configuration, "III_NAMESPACE");

    private static void Apply<T>(IConfigurationSection section, Dictionary<string, Action<T, IConfigurationSection>> known, T options)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.TryGetValue(child.Key, out var set))
            {
                throw new ArgumentException($"The configuration has '{child.Path}', which is no option of a worker. Known in '{section.Path}' are {string.Join(", ", known.Keys)}.");
            }

            set(options, child);
        }
    }

    private static void Headers(IIIWorkerOptions options, IConfigurationSection section)
    {
        foreach (var header in section.GetChildren())
        {
            options.Headers[header.Key] = header.Value ?? "";
        }
    }

    private static string? Set(IConfiguration configuration, string name) => string.IsNullOrWhiteSpace(configuration[name]) ? null : configuration[name];

    private static TimeSpan Time(IConfigurationSection section) =>
        TimeSpan.TryParse(section.Value, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(section, "a time such as 00:00:05");

    private static int Number(IConfigurationSection section) =>
        int.TryParse(section.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(section, "a whole number");

    private static double Real(IConfigurationSection section) =>
        double.TryParse(section.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Wrong(section, "a number");

    private static IIIWorkerIdentity Identity(IConfigurationSection section) =>
        Enum.TryParse<IIIWorkerIdentity>(section.Value, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : throw Wrong(section, "Managed or Explicit");

    private static bool Flag(IConfigurationSection section) => bool.TryParse(section.Value, out var value) ? value : throw Wrong(section, "true or false");

    private static ArgumentException Wrong(IConfigurationSection section, string expected) =>
        new($"The configuration has '{section.Path}' = '{section.Value}', where {expected} was expected.");
}
