using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

public class Anything
{
    public object? Value { get; set; }

    public List<object?>? List { get; set; }

    public Dictionary<string, object?>? Map { get; set; }

    public object[]? Array { get; set; }
}

public class Untyped
{
    public IEnumerable? Sequence { get; set; }

    public ICollection? Collection { get; set; }

    public IList? List { get; set; }

    public ArrayList? Array { get; set; }

    public Queue? Queue { get; set; }

    public Stack? Stack { get; set; }

    public IDictionary? Map { get; set; }

    public Hashtable? Hashed { get; set; }

    public SortedList? Sorted { get; set; }
}

public class ExtendedByNode
{
    public int A { get; set; }

    [JsonExtensionData]
    public JsonObject? Others { get; set; }
}

public class ExtendedByObjects
{
    [JsonExtensionData]
    public IDictionary<string, object>? Others { get; set; }

    public int A { get; set; }
}

public class ExtendedBefore
{
    [JsonExtensionData]
    public JsonObject Others { get; init; } = new() { ["first"] = 1 };
}

public class OneWay
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public int Secret { get; set; } = 1;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenReading)]
    public int Total { get; set; } = 2;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)]
    public List<int>? Hidden { get; init; } = [];

    public int Seen => Secret + (Hidden?.Count ?? 0);
}

public record OneWayRecord([property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] int Secret, int Open);

/// <summary>What System.Text.Json writes and can not read.</summary>
public class Shown
{
    public FrozenSet<int>? Set { get; set; }

    public FrozenDictionary<string, int>? Map { get; set; }

    public ReadOnlyCollection<string>? List { get; set; }

    public ReadOnlyDictionary<string, int>? Dictionary { get; set; }

    public ReadOnlySet<int>? Only { get; set; }

    public ConcurrentBag<int>? Bag { get; set; }
}

[JsonDerivedType(typeof(Plant), "plant")]
[JsonDerivedType(typeof(Tulip), "tulip")]
[JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToNearestAncestor)]
public abstract class Living
{
    public int Age { get; set; }
}

[JsonDerivedType(typeof(Tulip), "t")]
[JsonDerivedType(typeof(Oak), 7)]
public class Plant : Living
{
    public string? Latin { get; set; }
}

public class Tulip : Plant
{
    public string? Color { get; set; }
}

public sealed class ParrotTulip : Tulip;

public sealed class Oak : Plant;

public sealed class Bug : Living
{
    public int Legs { get; set; } = 6;
}

[JsonDerivedType(typeof(Book), "book")]
[JsonPolymorphic(UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FallBackToBaseType)]
public interface IPriced
{
    decimal Price { get; }
}

public record Book(decimal Price, string Title) : IPriced;

public record Car2(decimal Price, int Doors) : IPriced;

[JsonDerivedType(typeof(Strict), "strict")]
[JsonDerivedType(typeof(Catching), "catching")]
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
[JsonPolymorphic(IgnoreUnrecognizedTypeDiscriminators = true)]
public class Told
{
    public int A { get; set; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed class Strict : Told
{
    public int B { get; set; }
}

public sealed class Catching : Told
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
