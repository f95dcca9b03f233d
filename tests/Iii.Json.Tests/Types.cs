using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

public enum Level : short
{
    Low = -1,
    Middle,
    High = 300,
}

public sealed record Scalars(
    string? Text, bool Flag, char Letter, sbyte S8, byte U8, short S16, ushort U16, int S32, uint U32, long S64, ulong U64, float F32, double F64, decimal Money, Guid Id, Level Level);

public sealed record Times(DateTime At, DateTimeOffset Moment, DateOnly Day, TimeOnly Clock, TimeSpan Span);

public sealed record Maybe(int? Number, bool? Flag, Guid? Id, Level? Level, DateTime? At, double? Real);

public sealed record Collections(
    int[] Array, List<string?> List, IReadOnlyList<double> Read, IEnumerable<bool> Sequence, HashSet<int> Set, ImmutableArray<int> Fixed, Dictionary<string, int> Map, IReadOnlyDictionary<string, int[]> Maps, byte[] Bytes);

public class Base
{
    public int Inherited { get; set; } = 5;
}

public class Mutable : Base
{
    public required string Name { get; init; }

    public string WithDefault { get; set; } = "default";

    public int OnlyInit { get; init; } = 42;

    public int ReadOnly => 7;

    [JsonPropertyName("other-name")]
    public int Renamed { get; set; }

    [JsonIgnore]
    public int Ignored { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Optional { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int NonZero { get; set; }

    public int URLPath { get; set; }
}

public sealed record Tree(string Name, List<Tree>? Children = null);

public struct Point
{
    public int X { get; set; }

    public int Y { get; set; }
}

public readonly record struct Size(int Width, int Height = 3);

public sealed record Mixed(Point At, Size Size, Tree? Tree, JsonElement Any);
