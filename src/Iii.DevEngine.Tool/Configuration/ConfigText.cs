using System.Text;
using System.Text.RegularExpressions;

namespace Iii.DevEngine.Tool.Configuration;

/// <summary>A file's text after its placeholders were replaced, with the way back to the places of the file.</summary>
/// <remarks>As in the real engine, placeholders are replaced in the text itself, in comments too, before it is read as YAML.</remarks>
internal sealed partial class ConfigText
{
    private readonly string _file;
    private readonly string _original;
    private readonly List<Replacement> _replacements = [];

    /// <param name="file">The file's name, for errors.</param>
    /// <param name="original">What is in it.</param>
    /// <param name="variable">Finds an environment variable; null when it is not set.</param>
    /// <exception cref="ConfigException">A variable is not set, and the placeholder has no default.</exception>
    public ConfigText(string file, string original, Func<string, string?> variable)
    {
        _file = file;
        _original = original;
        var expanded = new StringBuilder(original.Length);
        var end = 0;
        foreach (Match match in Placeholder().Matches(original))
        {
            expanded.Append(original, end, match.Index - end);
            end = match.Index + match.Length;
            var value = Value(match, variable);
            _replacements.Add(new Replacement(expanded.Length, value.Length, match.Index, match.Length));
            expanded.Append(value);
        }

        Expanded = expanded.Append(original, end, original.Length - end).ToString();
    }

    public string Expanded { get; }

    /// <summary>The place in the file of a place in the expanded text; within a replacement, where its placeholder begins.</summary>
    public ConfigPosition Position(long expandedIndex)
    {
        var index = expandedIndex;
        foreach (var replacement in _replacements)
        {
            if (expandedIndex < replacement.Start)
            {
                break;
            }

            index = expandedIndex < replacement.Start + replacement.Length
                ? replacement.OriginalStart
                : expandedIndex - (replacement.Start + replacement.Length) + replacement.OriginalStart + replacement.OriginalLength;
        }

        return PositionInFile((int)Math.Min(index, _original.Length));
    }

    private string Value(Match placeholder, Func<string, string?> variable)
    {
        var name = placeholder.Groups[1].Value;
        if (variable(name) is { } value)
        {
            return value;
        }

        return placeholder.Groups[2] switch
        {
            { Success: false } => throw new ConfigException(
                _file, PositionInFile(placeholder.Index), $"The environment variable '{name}' is not set and has no default. Set it, or write ${{{name}:default}}. Placeholders are looked for in comments too."),
            { Value: "__III_ENGINE_VERSION__" } => ToolVersion.Text,
            var otherwise => otherwise.Value,
        };
    }

    private ConfigPosition PositionInFile(int index)
    {
        var before = _original.AsSpan(0, index);
        return new ConfigPosition(before.Count('\n') + 1, index - (before.LastIndexOf('\n') + 1) + 1);
    }

    [GeneratedRegex(@"\$\{([^}:]+)(?::([^}]*))?\}")]
    private static partial Regex Placeholder();

    private readonly record struct Replacement(int Start, int Length, int OriginalStart, int OriginalLength);
}
