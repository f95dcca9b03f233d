using System.Collections;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Iii.Json.Tests;

/// <summary>What is declared as an object, or as a collection of objects, and what takes whatever no member takes.</summary>
public sealed class ObjectTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("1.50")]
    [InlineData("\"a\\u00e9\"")]
    [InlineData("true")]
    [InlineData("[1,{\"a\":null}]")]
    [InlineData("{\"a\":[1,2],\"a\":3}")]
    [InlineData("[")]
    public void Any_json(string json)
    {
        Judge.Text<object>(json);
        Judge.Text<Anything>($$"""{"value":{{json}},"list":[{{json}},1],"map":{"a":{{json}} },"array":[{{json}}]}""");
        foreach (var name in new[] { "sequence", "collection", "list", "array", "queue", "stack", "map", "hashed", "sorted" })
        {
            Judge.Text<Untyped>($$"""{"{{name}}":{{json}}}""");
            Judge.Text<Untyped>($$"""{"{{name}}":[{{json}},2]}""");
        Judge.Text<Anything>("{\"value\":" + json + ",\"list\":[" + json + ",1],\"map\":{\"a\":" + json + "},\"array\":[" + json + "]}");
        }
    }

    public static TheoryData<object> Values => new(
        "text", 'c', true, (sbyte)-1, (byte)1, (short)-2, (ushort)2, -3, 3u, -4L, 4ul, 1.5f, 2.5, 3.5m, (Half)4.5, (Int128)5, (UInt128)6, Guid.Empty, new DateTime(2026, 11, 24), DateTimeOffset.UnixEpoch,
        new DateOnly(2026, 11, 24), new TimeOnly(1, 2), TimeSpan.FromHours(25), new Uri("a/b", UriKind.Relative), new Version(1, 2), new byte[] { 1, 2 }, new object(), new Tree("t"), new Circle { Radius = 2 },
        JsonDocument.Parse("[1]"), JsonDocument.Parse("[1]").RootElement, JsonNode.Parse("{\"a\":1}")!);

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_is_written_as_what_it_is(object value)
    {
        Assert.NotNull(Judge.Value(value));
        Judge.Value(new Anything { Value = value, List = [value], Map = new() { ["k"] = value }, Array = [value] });
        Judge.Value(new Untyped { Sequence = new List<object> { value }, Array = [value, null], Map = new Hashtable { ["k"] = value } });
    }

    [Fact]
    public void Keys_are_written_as_what_they_are()
    {
        foreach (var key in new object[] { "a\"b", 1, -2L, 1.5, true, 'x', Guid.Empty, new DateOnly(2026, 11, 24), TimeSpan.FromSeconds(1) })
        {
            Assert.NotNull(Judge.Value<IDictionary>(new Hashtable { [key] = 1 }));
        }

        Assert.Throws<NotSupportedException>(() => IIIJson.Serialize<IDictionary>(new Hashtable { [new object()] = 1 }));
    }

    [Fact]
    public void What_nothing_names_is_refused_with_what_to_do() =>
        Assert.Contains("[assembly: IIIJsonType(typeof(NotNamed))]", Assert.Throws<NotSupportedException>(() => IIIJson.Serialize<object>(new NotNamed())).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":1,"b":2,"c":{"d":null},"B":3,"b":null}""")]
    [InlineData("""{"a":"x"}""")]
    [InlineData("""{"others":1,"first":2}""")]
    [InlineData("""{"a":1,"x":[1,""")]
    public void Extension_data(string json)
    {
        Judge.Text<ExtendedByObjects>(json);
    }

    /// <summary>System.Text.Json reads the same into a node, and writes it as an object without a name, which is no JSON.</summary>
    [Theory]
    [InlineData("{}", """{"a":0}""", """{"first":1}""")]
    [InlineData("""{"a":1,"b":2,"c":{"d":null},"B":3,"b":null}""", """{"a":1,"b":null,"c":{"d":null}}""", """{"first":1,"a":1,"b":null,"c":{"d":null},"B":3}""")]
    [InlineData("""{"others":1,"first":2}""", """{"a":0,"others":1,"first":2}""", """{"first":2,"others":1}""")]
    public void Extension_data_in_a_node(string json, string expected, string expectedBefore)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        Assert.Equal(expected, Encoding.UTF8.GetString(IIIJson.Serialize(IIIJson.Deserialize<ExtendedByNode>(utf8))));
        Assert.Equal(expectedBefore, Encoding.UTF8.GetString(IIIJson.Serialize(IIIJson.Deserialize<ExtendedBefore>(utf8))));
        Judge.Read<ExtendedByNode>(json, e => e!.Others?.ToJsonString());
        Judge.Read<ExtendedBefore>(json, e => e!.Others.ToJsonString());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"secret":5,"total":6,"hidden":[1,2],"seen":9,"open":7}""")]
    [InlineData("""{"secret":"x"}""")]
    [InlineData("""{"total":"x"}""")]
    public void One_way_members(string json)
    {
        Judge.Text<OneWay>(json);
        Judge.Text<OneWayRecord>(json);
    }

    [Fact]
    public void What_is_only_shown_elsewhere_is_read_here_too()
    {
        const string Json = """{"set":[1],"map":{"a":1},"list":["a"],"dictionary":{"b":2},"only":[3],"bag":[4]}""";
        var shown = IIIJson.Deserialize<Shown>(Encoding.UTF8.GetBytes(Json));
        Assert.Equal(Json, Judge.Value(shown));
    }

    [Theory]
    [InlineData("""{"$type":"plant","latin":"x","age":1}""")]
    [InlineData("""{"$type":"tulip","color":"red"}""")]
    [InlineData("""{"$type":"t","color":"red"}""")]
    [InlineData("""{"$type":7,"latin":"q"}""")]
    [InlineData("""{"latin":"q"}""")]
    [InlineData("""{"$type":"book","price":1,"title":"t"}""")]
    [InlineData("""{"price":1,"title":"t"}""")]
    public void Hierarchies_within_hierarchies(string json)
    {
        Judge.Text<Living>(json);
        Judge.Text<Plant>(json);
        Judge.Text<Tulip>(json);
        Judge.Text<IPriced>(json);
    }

    [Fact]
    public void What_is_not_named_falls_back()
    {
        Assert.Equal("""{"$type":"tulip","color":"red","latin":null,"age":0}""", Judge.Value<Living>(new ParrotTulip { Color = "red" }));
        Judge.Value<Living>(new Oak { Latin = "q" });
        Assert.Equal("""{"age":3}""", Judge.Value<Living>(new Bug { Age = 3 }));
        Judge.Value<Plant>(new Plant());
        Assert.Null(Judge.Value<Plant>(new ParrotTulip()));
        Judge.Value<IPriced>(new Book(1, "t"));
        Assert.Equal("""{"price":2}""", Judge.Value<IPriced>(new Car2(2, 4)));
    }

    [Theory]
    [InlineData("""{"$type":"strict","a":1,"b":2}""")]
    [InlineData("""{"$type":"strict","c":1}""")]
    [InlineData("""{"$type":"catching","a":1,"b":2}""")]
    [InlineData("""{"$type":"unknown","a":1}""")]
    [InlineData("""{"$type":"unknown","b":1}""")]
    [InlineData("""{"a":1}""")]
    [InlineData("""{"b":1}""")]
    public void The_discriminator_is_not_among_what_no_member_takes(string json)
    {
        Judge.Text<Told>(json);
        Judge.Text<Strict>(json);
        Judge.Text<Catching>(json);
    }

    private sealed class NotNamed;
}
