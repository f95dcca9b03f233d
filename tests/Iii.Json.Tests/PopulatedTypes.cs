using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

public class Populated
{
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public List<int> Items { get; } = [1];

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public IDictionary<string, int> Map { get; set; } = new Dictionary<string, int> { ["a"] = 1 };

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public HashSet<string>? None { get; set; }

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public SortedSet<int> Sorted { get; init; } = [9];

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate), JsonInclude]
    internal ICollection<string> Hidden { get; } = new List<string> { "h" };

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Replace)]
    public List<int> Replaced { get; set; } = [1];
}

[JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
public class PopulatedType
{
    public List<int> Items { get; } = [1];

    [JsonObjectCreationHandling(JsonObjectCreationHandling.Replace)]
    public List<int> Replaced { get; set; } = [1];

    public int[] Array { get; set; } = [1];

    public string Text { get; set; } = "t";

    public IReadOnlyList<int> ReadOnly { get; set; } = [1];

    public int? Number { get; set; }

    public Level Level { get; set; }
}
