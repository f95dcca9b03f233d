using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Iii.Fuzz;

/// <summary>A type with about every way of reading that there is.</summary>
public sealed record Everything(
    string? Text = null,
    int Whole = 0,
    long Large = 0,
    ulong Natural = 0,
    double Real = 0,
    float Small = 0,
    decimal Exact = 0,
    bool Flag = false,
    Guid Id = default,
    DateTimeOffset Time = default,
    DateOnly Day = default,
    TimeSpan Span = default,
    byte[]? Bytes = null,
    double[]? Vector = null,
    List<Everything>? Children = null,
    Dictionary<string, int?>? Counts = null,
    Color Color = default,
    Color? Maybe = null,
    Shape? Shape = null,
    JsonElement Any = default,
    JsonNode? Node = null)
{
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; init; }
}

[JsonConverter(typeof(JsonStringEnumConverter<Color>))]
public enum Color
{
    Red,
    Green,
    Blue,
}

[JsonPolymorphic]
[JsonDerivedType(typeof(Circle), "circle")]
[JsonDerivedType(typeof(Square), "square")]
public abstract record Shape;

public sealed record Circle(double Radius) : Shape;

public sealed record Square(double Side, Shape? Inner = null) : Shape;
