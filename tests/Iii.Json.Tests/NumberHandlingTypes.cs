using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

public sealed class Handled
{
    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public int Strict { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public int Quoted { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString | JsonNumberHandling.AllowReadingFromString)]
    public decimal Both { get; set; }

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public double Named { get; set; }

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals | JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)]
    public float? Everything { get; set; }

    [JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)]
    public Half Small { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public List<int>? List { get; set; }

    [JsonNumberHandling(JsonNumberHandling.Strict)]
    public int?[]? Array { get; set; }

    [JsonNumberHandling(JsonNumberHandling.WriteAsString)]
    public Dictionary<int, long>? Map { get; set; }

    public int Plain { get; set; }
}

[JsonNumberHandling(JsonNumberHandling.WriteAsString)]
public sealed record HandledType(int A, double? B, string? C, Level Level, Plain? Plain, [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString)] int Own, Queue<byte>? Bytes);

public sealed record Plain(int Number);
