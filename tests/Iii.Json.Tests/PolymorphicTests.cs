namespace Iii.Json.Tests;

/// <summary>Types that are one of several.</summary>
public sealed class PolymorphicTests
{
    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"$type":"circle","radius":1.5,"name":"c"}""")]
    [InlineData("""{"$type":2,"side":3}""")]
    [InlineData("""{"$type":"2","side":3}""")]
    [InlineData("""{"$type":2.0,"side":3}""")]
    [InlineData("""{"$type":3}""")]
    [InlineData("""{"$type":"CIRCLE"}""")]
    [InlineData("""{"$type":null}""")]
    [InlineData("""{"$type":{}}""")]
    [InlineData("""{"$TYPE":"circle"}""")]
    [InlineData("""{"\u0024type":"circle"}""")]
    [InlineData("""{"$type":"circle","\u0024x":1}""")]
    [InlineData("""{"$type":"\u0063ircle"}""")]
    [InlineData("""{"name":"a","$type":"circle"}""")]
    [InlineData("""{"$type":"circle","$type":"circle"}""")]
    [InlineData("""{"$type":"circle","$id":"1"}""")]
    [InlineData("""{"$type":"circle","x":{"$id":"1"},"$x":1}""")]
    [InlineData("""{"$type":"circle","x":{"$id":"1"}}""")]
    [InlineData("""{"$id":"1","$type":"circle"}""")]
    [InlineData("""{"$type":"a\"<group>","shapes":[{"$type":"circle","radius":1},{"$type":2,"side":3},null],"plain":{"radius":2}}""")]
    [InlineData("""{"$type":"a\"<group>","plain":{"$type":"circle","radius":2}}""")]
    public void With_strings_and_numbers(string json)
    {
        Judge.Text<Shape>(json);
        Judge.Text<Circle>(json);
        Judge.Text<List<Shape>>($"[{json}]");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"kind":"dog","barks":true,"legs":3}""")]
    [InlineData("""{"kind":"animal","legs":3}""")]
    [InlineData("""{"kind":"fish","legs":0}""")]
    [InlineData("""{"kind":7,"legs":0}""")]
    [InlineData("""{"kind":true}""")]
    [InlineData("""{"legs":3,"kind":"dog"}""")]
    [InlineData("""{"k\u0069nd":"dog","barks":true}""")]
    [InlineData("""{"kind":"dog","k\u0069nd":"dog"}""")]
    [InlineData("""{"legs":1,"\u0024x":"dog"}""")]
    [InlineData("""{"KIND":"dog","barks":true}""")]
    [InlineData("""{"$type":"dog"}""")]
    [InlineData("""{"wheels":3,"doors":4,"$type":"x"}""")]
    public void With_a_name_of_its_own_and_falling_back(string json)
    {
        Judge.Text<Animal>(json);
        Judge.Text<Vehicle>(json);
    }

    [Theory]
    [InlineData("""{"shape":{"$type":"circle"},"animal":{"kind":"dog"},"vehicle":{"doors":2},"payment":{"$type":"cash","amount":1.50,"currency":"EUR"},"animals":[{"kind":"animal"},{}]}""")]
    [InlineData("""{"payment":{"amount":1}}""")]
    [InlineData("{}")]
    public void As_members(string json) => Judge.Text<Zoo>(json);

    [Fact]
    public void Values_are_written_as_what_they_are()
    {
        Judge.Value<Shape>(new Group { Name = "g", Shapes = [new Circle { Radius = 1 }, new Square(2)] });
        Assert.Null(Judge.Value<Shape>(new Unit()));
        Assert.Equal("""{"kind":"animal","legs":4}""", Judge.Value<Animal>(new Cat()));
        Assert.Equal("""{"kind":"animal","legs":4}""", Judge.Value(new Animal()));
        Judge.Value<Vehicle>(new Car { Doors = 3 });
        Judge.Value(new Car { Doors = 3 });
        Judge.Value<IPayment>(new Cash(1, "EUR"));
        Judge.Value(new Cash(1, "EUR"));
    }
}
