using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Iii.DevEngine.Tool.Configuration;

/// <summary>A configuration file while it is read: its nodes, and what is said about it.</summary>
internal sealed partial class ConfigSource
{
    private readonly ConfigText _text;
    private readonly string _file;
    private readonly List<ConfigWarning> _warnings = [];

    private ConfigSource(string file, ConfigText text) => (_file, _text) = (file, text);

    public IReadOnlyList<ConfigWarning> Warnings => _warnings;

    /// <summary>Reads a text as YAML.</summary>
    /// <returns>The source, and the mapping that is all of it.</returns>
    /// <exception cref="ConfigException">It is no YAML, not one document, or something else than a mapping.</exception>
    public static (ConfigSource Source, ConfigSection Root) Parse(string file, string text, Func<string, string?> variable)
    {
        var expanded = new ConfigText(file, text, variable);
        var source = new ConfigSource(file, expanded);
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(expanded.Expanded));
        }
        catch (YamlException e)
        {
            throw new ConfigException(file, expanded.Position(PlaceOf(e, expanded.Expanded)), $"This is not YAML: {e.Message}");
        }

        if (yaml.Documents.Count == 0)
        {
            throw new ConfigException(file, new ConfigPosition(1, 1), "The file is empty. Expected a mapping such as `workers: []`.");
        }

        if (yaml.Documents.Count > 1)
        {
            throw source.Fail(yaml.Documents[1].RootNode, "The file has a second document. Expected one.");
        }

        return (source, new ConfigSection(source, source.Mapping(yaml.Documents[0].RootNode, "The file"), ""));
    }

    /// <summary>Says that something is not done.</summary>
    public void Warn(YamlNode node, string message) => _warnings.Add(new ConfigWarning(PositionOf(node), message));

    /// <summary>What to throw about a node.</summary>
    public ConfigException Fail(YamlNode node, string problem) => new(_file, PositionOf(node), problem);

    /// <summary>The node as a mapping.</summary>
    /// <exception cref="ConfigException">It is none.</exception>
    public YamlMappingNode Mapping(YamlNode node, string name) =>
        node as YamlMappingNode ?? throw Fail(node, $"{name} is {ConfigScalar.Describe(node)}. Expected a mapping.");

    // A tab where the indentation should be is told with the beginning of the mapping, which may be far above.
    private static long PlaceOf(YamlException problem, string text) =>
        problem.Message.Contains("tab", StringComparison.Ordinal) && TabIndentation().Match(text, (int)Math.Min(problem.Start.Index, text.Length)) is { Success: true } tab
            ? tab.Index
            : problem.Start.Index;

    [GeneratedRegex(@"(?<=^ *)\t", RegexOptions.Multiline)]
    private static partial Regex TabIndentation();

    private ConfigPosition PositionOf(YamlNode node) => _text.Position(node.Start.Index);
}
