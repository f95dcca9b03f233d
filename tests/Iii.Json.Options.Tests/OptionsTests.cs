using System.Text.Json;

namespace Iii.Json.Tests;

/// <summary>What [assembly: IIIJsonOptions] says is done as System.Text.Json does it under options of the same names.</summary>
public sealed class OptionsTests
{
    [Theory]
    [InlineData("""{"first_name":"Ada","shoe_size":38,"mood":"Calm","last_name":"L","rights":"Read, Write","marked":"bee","HTTPCode":3}""")]
    [InlineData("""{"FIRST_NAME":"Ada","shoe_size":null,"mood":"veryhappy","rights":3,"marked":1,"httpcode":3}""")]
    [InlineData("""{"first_name":"Ada","shoe_size":1,"firstName":"x"}""")]
    [InlineData("""{"first_name":"Ada"}""")]
    [InlineData("""{"shoe_size":1}""")]
    [InlineData("""{"first_name":null,"shoe_size":1}""")]
    [InlineData("""{"first_name":"Ada","shoe_size":"1"}""")]
    [InlineData("""{"first_name":"Ada","shoe_size":1,"mood":7}""")]
    [InlineData("""{"first_name":"Ada","shoe_size":1,"mood":"Angry"}""")]
    [InlineData("""{"first_name":"Ada","shoe_size":1,"always":null,"unknown":1}""")]
    [InlineData("""{"first_name":"Ada","shoe_size":1,"by_mood":{"Calm":"c","veryHappy":null},"moods":["Calm",1]}""")]
    [InlineData("""{"first_name":"Ada",/* said */"shoe_size":1,}""")]
    [InlineData("""{"first_name":"Ada","shoe_size":1, // to the end""")]
    public void Names_enums_nulls_numbers_and_the_unknown(string json)
    {
        Judge.Text<Person>(json);
        Judge.Text<List<Person>>($"[{json},]");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"number":1,"fixed":"x","left":2,"pair":{"item1":1,"item2":"b"},"entry":{"key":"a","value":2}}""")]
    [InlineData("""{"constant":1}""")]
    [InlineData("""{"shared":1}""")]
    [InlineData("""{"hidden":1}""")]
    [InlineData("""{"pair":{"a":1}}""")]
    [InlineData("""{"pair":{"item1":1}}""")]
    [InlineData("""{"old":{"item1":1,"item2":"two"}}""")]
    [InlineData("""{"old":{"item1":1}}""")]
    [InlineData("""{"entry":{"KEY":"a","value":2}}""")]
    [InlineData("""{"entry":{}}""")]
    [InlineData("""{"entry":{"key":"a","value":2,"x":1}}""")]
    [InlineData("""{"entry":null}""")]
    public void Fields_and_tuples(string json) => Judge.Text<Fields>(json);

    [Theory]
    [InlineData("""{"x":1,"y":2,"z":3}""")]
    [InlineData("{}")]
    [InlineData("""[1,"a"]""")]
    [InlineData("""{"item1":1,"item2":{"item1":"x","item2":null}}""")]
    public void Structs_with_fields(string json)
    {
        Judge.Text<Point3>(json);
        Judge.Text<(int Number, (string? A, List<int>? B) More)>(json);
        Judge.Text<(int, string)?>(json);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"maybe":null}""")]
    [InlineData("""{"taking":null}""")]
    [InlineData("""{"giving":null}""")]
    [InlineData("""{"giving":"g"}""")]
    [InlineData("""{"maybe_out":null}""")]
    [InlineData("""{"never_out":null}""")]
    [InlineData("""{"items":null}""")]
    [InlineData("""{"items":[null]}""")]
    [InlineData("""{"of":null}""")]
    [InlineData("""{"of":{"maybe":null,"value":null}}""")]
    [InlineData("""{"oblivious":null}""")]
    [InlineData("""{"upper":null}""")]
    [InlineData("""{"upper":"NULL"}""")]
    [InlineData("""{"value":null}""")]
    public void Nullable_annotations(string json)
    {
        Judge.Text<Nulls>(json);
        Judge.Text<NotNullGeneric<string>>(json);
        Judge.Text<Generic<int?>>(json);
    }

    [Fact]
    public void Nulls_that_are_written()
    {
        Assert.Null(Judge.Value(new Nulls { Kept = null! }));
        Judge.Value(new Nulls { Items = null! });
        Judge.Value(new Nulls { Text = null! });
        Judge.Value(new Nulls { NeverOut = null });
        Judge.Value(new Nulls { Of = new Generic<string> { Value = null! } });
        Judge.Value(new Person(null!, null));
    }

    [Theory]
    [InlineData("""{"a":1,"b":2}""")]
    [InlineData("""{"a":1}""")]
    public void What_no_member_takes(string json)
    {
        Judge.Text<Open>(json);
        Judge.Text<Lenient>(json);
    }

    [Theory]
    [InlineData("""{"$type":"truck","wheel_count":4,"max_load":1.5}""")]
    [InlineData("""{"wheel_count":4,"$type":"truck","max_load":1.5}""")]
    [InlineData("""{"wheel_count":4,"max_load":1.5,"$type":"truck"}""")]
    [InlineData("""{"wheel_count":4,"max_load":1.5,"$type":"truck","$type":"truck"}""")]
    [InlineData("""{"wheel_count":4,"x":{"$type":"truck"},"$type":"van"}""")]
    [InlineData("""{"$type":"van","wheel_count":4,"x":1}""")]
    [InlineData("""{"$type":"truck","x":1}""")]
    [InlineData("""{"wheel_count":4}""")]
    [InlineData("""{"x":1,"$id":"1","$type":"van"}""")]
    [InlineData("""{"$id":"1","$type":"van"}""")]
    public void A_discriminator_at_any_place(string json)
    {
        Judge.Text<Wheeled>(json);
        Judge.Text<Van>(json);
        Judge.Text<Truck>(json);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(99)]
    [InlineData(100)]
    [InlineData(101)]
    public void Depth(int depth)
    {
        var pairs = string.Concat(Enumerable.Repeat("""{"children":[""", depth / 2)) + (depth % 2 == 1 ? "{}" : "") + string.Concat(Enumerable.Repeat("]}", depth / 2));
        Judge.Text<Branch>(pairs);
        Judge.Text<Branch>(pairs.Replace("children", "unknown", StringComparison.Ordinal));
        Judge.Text<JsonElement>(pairs);
        Judge.Text<JsonElement>(new string('[', depth) + new string(']', depth));
        Judge.Text<Dictionary<string, JsonElement>>(string.Concat(Enumerable.Repeat("{\"a\":", depth)) + "1" + new string('}', depth));
    }

    [Theory]
    [InlineData(49)]
    [InlineData(50)]
    [InlineData(51)]
    public void Depth_that_is_written(int levels) =>
        Judge.Value(Enumerable.Range(1, levels).Aggregate(new Branch(null), (child, _) => new Branch([child])));

    [Fact]
    public void A_mistake_far_inside_is_said_where_it_is()
    {
        var json = string.Concat(Enumerable.Repeat("""{/* deeper */"children":[""", 45)) + "7" + string.Concat(Enumerable.Repeat("]}", 45));
        var error = Assert.ThrowsAny<JsonException>(() => IIIJson.Deserialize<Branch>(System.Text.Encoding.UTF8.GetBytes(json)));
        var path = "$" + string.Concat(Enumerable.Repeat(".children[0]", 45));
        Assert.Equal(path, error.Path);
        Assert.Contains($"Expected an object (Iii.Json.Tests.Branch) at {path}, found a number.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("\"1\"")]
    [InlineData("1,")]
    [InlineData("/**/1")]
    public void Scalars_of_this_assembly(string json)
    {
        Judge.Text<int>(json);
        Judge.Text<double>(json);
        Judge.Text<Mood>(json);
        Judge.Text<JsonElement>(json);
    }
}
