using Iii.DevEngine.Sqlite;

namespace Iii.DevEngine;

/// <summary>Durability for development: an engine that finds again what it had.</summary>
public static class IIIDataDirectory
{
    /// <summary>Keeps state, streams and queues in a directory: what was answered is on the disk, whatever happens to the process or the machine afterwards.</summary>
    /// <param name="options">The options to extend.</param>
    /// <param name="path">The directory; made when it is not there. One engine uses it at a time; another one is refused with an <see cref="IOException"/> when it starts.</param>
    /// <example>
    /// <code>
    /// await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions().WithDataDirectory("data"));
    /// </code>
    /// </example>
    public static IIIDevEngineOptions WithDataDirectory(this IIIDevEngineOptions options, string path)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return options with { OpenStorage = () => SqliteStorage.Open(path) };
    }
}
