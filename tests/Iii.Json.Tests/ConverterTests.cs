namespace Iii.Json.Tests;

/// <summary>Converters of the user's and those of enums, on types and on members.</summary>
public sealed class ConverterTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"colour":"Red","maybe":"DEEPBLUE","sides":"Left, Right","level":"High","maybeLevel":"low","kebab":"high","number":7,"colours":["gr\u00fcn","grün","red"]}""")]
    [InlineData("""{"colour":7,"maybe":null,"sides":3,"level":300,"maybeLevel":null,"kebab":"middle","number":1,"colours":[1,99]}""")]
    [InlineData("""{"colour":"Green"}""")]
    [InlineData("""{"colour":null}""")]
    [InlineData("""{"colour":"7"}""")]
    [InlineData("""{"sides":"left,right,"}""")]
    [InlineData("""{"kebab":300}""")]
    [InlineData("""{"kebab":""}""")]
    [InlineData("""{"number":"7"}""")]
    [InlineData("""{"colour":{}}""")]
    [InlineData("""{"colour":1.5}""")]
    [InlineData("""{"colours":null}""")]
    public void Enums_by_name(string json) => Judge.Text<Painted>(json);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"inside":"3.5C","outside":"4C","pair":[1,2],"pairs":[[3,4],null],"text":"a\"b","own":"5C","maybe":6}""")]
    [InlineData("""{"inside":"3.5C","outside":null,"pair":null,"pairs":null,"text":null,"own":null,"maybe":null}""")]
    [InlineData("""{"inside":null}""")]
    [InlineData("""{"inside":5}""")]
    [InlineData("""{"inside":"F"}""")]
    [InlineData("""{"inside":"xC"}""")]
    [InlineData("""{"pair":[1,13]}""")]
    [InlineData("""{"pair":[13,1]}""")]
    [InlineData("""{"pair":[1,2,3]}""")]
    [InlineData("""{"pair":{"a":1}}""")]
    [InlineData("""{"pair":[1.5,2]}""")]
    [InlineData("""{"pair":["1",2]}""")]
    [InlineData("""{"text":{"a":1}}""")]
    [InlineData("""{"maybe":{}}""")]
    public void Converters_of_the_user(string json) => Judge.Text<Converted>(json);

    [Fact]
    public void As_the_whole()
    {
        Assert.Equal("\"2C\"", Judge.Text<Celsius>("\"2C\""));
        Assert.Equal("[-1,-1]", Judge.Text<Pair>("null"));
        Assert.Equal("\"grün\"", Judge.Text<Colour>("1")?.Replace("\\u00FC", "ü", StringComparison.Ordinal));
        Judge.Text<List<Celsius?>>("""["1C",null]""");
        Judge.Text<Dictionary<string, Sides>>("""{"a":"both"}""");
        Judge.Value(new Converted(default, null, null, [null], "x", new Celsius(1), null));
    }

    [Theory]
    [InlineData("""{"numbers":[1,2],"texts":["a","b"],"again":[3,4]}""")]
    [InlineData("""{"numbers":null}""")]
    [InlineData("""{"numbers":[1]}""")]
    [InlineData("""{"texts":"a"}""")]
    public void Converters_of_a_factory(string json)
    {
        Judge.Text<Pairs>(json);
        Judge.Text<Pair<int>>("[1,2]");
    }

    [Fact]
    public void A_factory_that_makes_none_is_named()
    {
        var e = Assert.ThrowsAny<Exception>(() => IIIJson.Serialize(new Pair<double>(1, 2)));
        Assert.Contains("makes no JsonConverter", (e.InnerException ?? e).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"items":[2],"inner":{"a":3}}""")]
    [InlineData("""{"items":null}""")]
    [InlineData("""{"items":{}}""")]
    public void Types_of_a_context(string json)
    {
        Judge.Text<Foreign>(json);
        Judge.Text<WithForeign>($$"""{"foreign":{{json}},"list":[{{json}}] }""");
    }
}
