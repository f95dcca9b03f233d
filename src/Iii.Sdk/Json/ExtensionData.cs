using System.ComponentModel;
using System.Text.Json.Nodes;

namespace Iii.Generated;

/// <summary>Nodes that take what no member takes. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ExtensionData
{
    private static readonly JsonNodeOptions s_web = new() { PropertyNameCaseInsensitive = true };

    /// <summary>An empty object.</summary>
    public static JsonObject NewNode() => new(s_web);

    /// <summary>Sets the properties in their order: of those with one name, the last counts.</summary>
    public static void Fill(JsonObject node, List<KeyValuePair<string, JsonNode?>> properties)
    {
        foreach (var (name, value) in properties)
        {
            node[name] = value;
        }
    }
}
