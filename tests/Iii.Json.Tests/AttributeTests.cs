namespace Iii.Json.Tests;

/// <summary>The attributes of System.Text.Json that change what the JSON of a type is.</summary>
public sealed class AttributeTests
{
    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":1,"b":2,"c":3,"d":4,"e":"5"}""")]
    public void Order(string json) => Assert.StartsWith("{\"b\":", Judge.Text<InOrder>(json), StringComparison.Ordinal);

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":1,"x":2,"X":3,"x":[4,{"y":null}],"ignored":5,"readOnly":6,"z":null,"n\u0061me":{}}""")]
    [InlineData("""{"others":{"a":1},"Ignored":1,"first":2}""")]
    [InlineData("""{"$id":"1","$type":"x"}""")]
    [InlineData("""{"a":1,"x":tru}""")]
    [InlineData("null")]
    public void Extension_data(string json)
    {
        Judge.Text<Extended>(json);
        Judge.Text<ExtendedOnly>(json);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"a":1,"A":2}""")]
    [InlineData("""{"a":1,"b":2}""")]
    [InlineData("""{"ignored":1,"readOnly":{}}""")]
    [InlineData("""{"":1}""")]
    public void Unmapped_members(string json)
    {
        Judge.Text<Closed>(json);
        Judge.Text<ClosedAndEmpty>(json);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"items":[2,3],"map":{"a":2,"b":3},"none":["x"],"sorted":[1,9],"hidden":["i"],"replaced":[5],"array":[2],"text":"u","readOnly":[2],"number":1,"level":1}""")]
    [InlineData("""{"items":[2],"ITEMS":[3]}""")]
    [InlineData("""{"map":{"b":1},"map":{"a":5}}""")]
    [InlineData("""{"none":["x"],"none":["y"]}""")]
    [InlineData("""{"items":null}""")]
    [InlineData("""{"map":null}""")]
    [InlineData("""{"sorted":null}""")]
    [InlineData("""{"items":[2,"x"]}""")]
    [InlineData("""{"items":{}}""")]
    public void Populated_collections(string json)
    {
        Judge.Text<Populated>(json);
        Judge.Text<PopulatedType>(json);
    }

    [Theory]
    [InlineData("""{"a":1,"b":"x","log":"l"}""")]
    [InlineData("""{"b":"x"}""")]
    [InlineData("""{"a":1}""")]
    public void Callbacks(string json) => Judge.Text<Telling>(json);

    [Fact]
    public void Callbacks_of_writing() => Judge.Read<Telling>("""{"a":1,"b":"x","log":"l"}""", t =>
    {
        IIIJson.Serialize(t);
        return t!.Log;
    });
}
