#pragma warning disable CA1069 // Two names of one value: what is written is one of them.
using System.Text.Json.Serialization;

namespace Iii.Json.Tests.Predicates;

public enum Level
{
    Low,
    Middle,
    High = 5,
}

[JsonConverter(typeof(JsonStringEnumConverter<Color>))]
public enum Color
{
    Red,

    [JsonStringEnumMemberName("sea blue")]
    Blue,

    Azure = 1,
}

public sealed record Part(string Code, int? Grade);

public sealed record Item(string Sku, int Count, bool IsGift, string[]? Tags, Part? Part);

public sealed record Customer(string Name, int Age, int? Score, Customer? Referrer);

public sealed record Receipt(string Number, int Total);

public sealed class Payment
{
    public int Amount { get; set; }

    public string Currency { get; set; } = "";

    public string? Note { get; set; }

    public double Rate { get; set; }

    public float Weight { get; set; }

    public decimal Price { get; set; }

    public long Serial { get; set; }

    public int? Points { get; set; }

    public bool IsTest { get; set; }

    public bool? IsPaid { get; set; }

    public char Grade { get; set; }

    public Level Level { get; set; }

    public Color Color { get; set; }

    public Color? Trim { get; set; }

    public Guid Id { get; set; }

    public DateOnly Day { get; set; }

    public Customer? Customer { get; set; }

    public Customer Owner { get; set; } = null!;

    public Item[] Items { get; set; } = [];

    public List<string>? Labels { get; set; }

    public Dictionary<string, string?>? Map { get; set; }

    [JsonPropertyName("odd.name\\x")]
    public int Odd { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Left { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Customer? Guest { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Zero { get; set; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Level Unset { get; set; }
}
