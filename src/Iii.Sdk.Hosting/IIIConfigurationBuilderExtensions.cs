using Iii.Hosting;

namespace Microsoft.Extensions.Configuration;

/// <summary>The configuration that a supervisor gives a worker.</summary>
public static class IIIConfigurationBuilderExtensions
{
    private const string PathVariable = "III_CONFIG";

    /// <summary>
    /// Adds the file that <c>III_CONFIG</c> names: YAML or JSON, which <c>iii compose</c> has merged for this worker. Without the variable nothing is added. A file that changes
    /// is read again.
    /// </summary>
    /// <param name="builder">The configuration; what is added later has the last word.</param>
    /// <exception cref="FileNotFoundException">The variable names a file that does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is not YAML.</exception>
    public static IConfigurationBuilder AddIiiConfiguration(this IConfigurationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var path = Environment.GetEnvironmentVariable(PathVariable);
        return string.IsNullOrWhiteSpace(path) ? builder : builder.AddIiiConfiguration(path);
    }

    /// <summary>Adds a file of YAML or JSON, as <c>III_CONFIG</c> would name it. A file that changes is read again.</summary>
    /// <param name="builder">The configuration; what is added later has the last word.</param>
    /// <param name="path">The file; when the path is not rooted, from the current directory on.</param>
    /// <exception cref="FileNotFoundException">The file does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is not YAML.</exception>
    public static IConfigurationBuilder AddIiiConfiguration(this IConfigurationBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var source = new YamlConfigurationSource { Path = Path.GetFullPath(path), Optional = false, ReloadOnChange = true };
        source.ResolveFileProvider();
        return builder.Add(source);
    }
}
