using YamlDotNet.RepresentationModel;

namespace Iii.DevEngine.Tool.Configuration;

/// <summary>A mapping of the file whose keys are read one by one. A key that nobody reads is an error, as in the real engine.</summary>
/// <param name="path">Where it is, such as <c>iii-http</c> or <c>iii-http.cors</c>; empty for the file itself.</param>
internal sealed class ConfigSection(ConfigSource source, YamlMappingNode node, string path)
{
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    public ConfigSource Source => source;

    public YamlMappingNode Node => node;

    public string Path => path;

    /// <summary>The keys and their nodes, in their order.</summary>
    /// <exception cref="ConfigException">A key is no text.</exception>
    public IEnumerable<(string Key, YamlNode KeyNode, YamlNode Value)> Entries => node.Children.Select(c =>
        c.Key is YamlScalarNode { Value: { } key } ? (key, c.Key, c.Value) : throw source.Fail(c.Key, $"A key of {Name} is {ConfigScalar.Describe(c.Key)}. Expected a text."));

    private string Name => path.Length == 0 ? "the file" : $"'{path}'";

    /// <summary>A node; null when the key is absent or empty.</summary>
    public YamlNode? Find(string key)
    {
        _read.Add(key);
        var value = Entries.FirstOrDefault(e => e.Key == key).Value;
        return value is null || ConfigScalar.IsNull(value) ? null : value;
    }

    public string? Text(string key) => Find(key) is { } value ? ConfigScalar.Text(value) ?? throw Unexpected(key, value, "a text; quote it if it is one") : null;

    public bool? Flag(string key) => Find(key) is { } value ? ConfigScalar.Flag(value) ?? throw Unexpected(key, value, "true or false") : null;

    /// <summary>A number between two others, both included.</summary>
    public long? Integer(string key, long least, long most)
    {
        if (Find(key) is not { } value)
        {
            return null;
        }

        return ConfigScalar.Integer(value) is { } number && number >= least && number <= most ? number : throw Unexpected(key, value, $"a whole number from {least} to {most}");
    }

    /// <summary>A time in milliseconds.</summary>
    public TimeSpan? Milliseconds(string key) => Integer(key, 0, int.MaxValue) is { } value ? TimeSpan.FromMilliseconds(value) : null;

    public ConfigSection? Section(string key) => Find(key) is { } value ? new ConfigSection(source, source.Mapping(value, $"'{Child(key)}'"), Child(key)) : null;

    public IReadOnlyList<YamlNode>? List(string key) => Find(key) is { } value ? value is YamlSequenceNode list ? [.. list] : throw Unexpected(key, value, "a list") : null;

    public IReadOnlyList<string>? Texts(string key) =>
        List(key) is { } items ? [.. items.Select(i => ConfigScalar.Text(i) ?? throw source.Fail(i, $"An item of '{Child(key)}' is {ConfigScalar.Describe(i)}. Expected a text; quote it if it is one."))] : null;

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<ConfigSection>? Sections(string key) =>
        List(key) is { } items ? [.. items.Select((item, i) => new ConfigSection(source, source.Mapping(item, $"'{Child(key)}[{i}]'"), $"{Child(key)}[{i}]"))] : null;

    /// <summary>A text that must be there.</summary>
    public string Required(string key) => Text(key) ?? throw source.Fail(node, $"{Name} has no '{key}'.");

    /// <summary>Says that a key is not followed, when it is there.</summary>
    public void Ignore(string key, string why)
    {
        if (Find(key) is { } value)
        {
            source.Warn(value, $"'{Child(key)}' is ignored: {why}");
        }
    }

    /// <summary>Nothing more is read.</summary>
    /// <exception cref="ConfigException">There are keys that nobody has read.</exception>
    public void End()
    {
        foreach (var (key, keyNode, _) in Entries)
        {
            if (!_read.Contains(key))
            {
                throw source.Fail(keyNode, $"{Name} has an unknown key '{key}'. Expected {string.Join(", ", _read.Order(StringComparer.Ordinal))}.");
            }
        }
    }

    public ConfigException Unexpected(string key, YamlNode value, string expected) => source.Fail(value, $"'{Child(key)}' is {ConfigScalar.Describe(value)}. Expected {expected}.");

    private string Child(string key) => path.Length == 0 ? key : $"{path}.{key}";
}
