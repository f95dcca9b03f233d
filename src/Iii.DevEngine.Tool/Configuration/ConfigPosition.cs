namespace Iii.DevEngine.Tool.Configuration;

/// <summary>A place in a configuration file; both count from 1.</summary>
internal readonly record struct ConfigPosition(int Line, int Column);

/// <summary>What this engine does not do although the file asks for it.</summary>
internal sealed record ConfigWarning(ConfigPosition Position, string Message);

/// <summary>The file can not be used: the real engine would refuse it too.</summary>
internal sealed class ConfigException(string file, ConfigPosition? position, string problem)
    : Exception(position is { } at ? $"{file}({at.Line},{at.Column}): {problem}" : $"{file}: {problem}")
{
    public ConfigPosition? Position => position;
}
