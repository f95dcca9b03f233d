#pragma warning disable CA1051, CA2211 // Fields are what is tested.
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

public enum Mood
{
    Calm,
    VeryHappy,
}

[Flags]
public enum Rights
{
    None = 0,
    Read = 1,
    Write = 2,
}

[JsonConverter(typeof(JsonNumberEnumConverter<Marked>))]
public enum Marked
{
    A,
    [JsonStringEnumMemberName("bee")]
    B,
}

public sealed record Person(string FirstName, int? ShoeSize, Mood Mood = Mood.VeryHappy, string? LastName = null)
{
    public Rights Rights { get; set; }

    public Marked? Marked { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Always { get; set; }

    [JsonPropertyName("HTTPCode")]
    public int Code { get; set; }

    public Dictionary<Mood, string?>? ByMood { get; set; }

    public List<Mood>? Moods { get; set; }
}

public sealed record Called([property: JsonPropertyName("_caller_worker_id")] string Caller);

public sealed record Branch(List<Branch>? Children);

public class Fields
{
    public int Number = 3;
    public readonly string Fixed = "f";
    public const int Constant = 4;
    public static int Shared = 5;
    [JsonIgnore]
    public int Left;
    public (int A, string? B) Pair;
    public Tuple<int, string>? Old { get; set; }
    public KeyValuePair<string, int> Entry { get; set; } = new("k", 1);
    internal int Hidden = 6;
}

public struct Point3(int x, int y)
{
    public readonly int X = x;
    public int Y = y;
    public int Z;
}

public class Nulls
{
    public string Text { get; set; } = "t";

    public string? Maybe { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string Kept { get; set; } = "k";

    [AllowNull]
    public string Taking { get; set => field = value ?? "none"; } = "x";

    [DisallowNull]
    public string? Giving { get; set; }

    [MaybeNull]
    public string MaybeOut { get; set; } = "m";

    [NotNull]
    public string? NeverOut { get; set => field = value; } = "n";

    public List<string> Items { get; set; } = [];

    public Generic<string> Of { get; set; } = new();

#nullable disable
    public string Oblivious { get; set; }
#nullable enable

    [JsonConverter(typeof(UpperConverter))]
    public string Upper { get; set; } = "U";
}

public class Generic<T>
{
    public T? Maybe { get; set; }

    public T Value { get; set; } = default!;
}

public class NotNullGeneric<T>
    where T : notnull
{
    public T Value { get; set; } = default!;

    public T? Maybe { get; set; }
}

public sealed class UpperConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString() is "NULL" ? null : reader.GetString()?.ToUpperInvariant();

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToUpperInvariant());
}

public class Open
{
    public int A { get; set; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
public class Lenient
{
    public int A { get; set; }
}

[JsonDerivedType(typeof(Truck), "truck")]
[JsonDerivedType(typeof(Van), "van")]
public abstract class Wheeled
{
    public int WheelCount { get; set; }
}

public class Truck : Wheeled
{
    public double MaxLoad { get; set; }
}

public class Van : Wheeled
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }
}
