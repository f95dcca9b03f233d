using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii.Json.Tests;

[JsonConverter(typeof(JsonStringEnumConverter<Colour>))]
public enum Colour
{
    Red,

    [JsonStringEnumMemberName("grün")]
    Green,
    DeepBlue = 7,
}

[JsonConverter(typeof(JsonStringEnumConverter)), Flags]
public enum Sides
{
    None,
    Left = 1,
    Right = 2,
    Both = 3,
}

public sealed class KebabConverter() : JsonStringEnumConverter<Level>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false);

public sealed class Painted
{
    public Colour Colour { get; set; }

    public Colour? Maybe { get; set; }

    public Sides Sides { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter))]
    public Level Level { get; set; }

    [JsonConverter(typeof(JsonStringEnumConverter<Level>))]
    public Level? MaybeLevel { get; set; }

    [JsonConverter(typeof(KebabConverter)), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Level Kebab { get; set; }

    [JsonConverter(typeof(JsonNumberEnumConverter<Colour>))]
    public Colour Number { get; set; }

    public List<Colour> Colours { get; init; } = [];
}
