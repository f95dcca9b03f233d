using System.Text;
using Iii.Generated;

namespace Iii.Json.Tests;

/// <summary>Where in a payload something is wrong, as people write it.</summary>
public sealed class JsonPathTests
{
    [Theory]
    [InlineData("""^5""", "$")]
    [InlineData("""{"a":^5}""", "$.a")]
    [InlineData("""{"a":{"b":1,"c":^true}}""", "$.a.c")]
    [InlineData("""[1,^2]""", "$[1]")]
    [InlineData("""[[],[1,{"x":^null}]]""", "$[1][1].x")]
    [InlineData("""{"lines":[{"qty":1},{"qty":^"x"}]}""", "$.lines[1].qty")]
    [InlineData("""{"a":[1,2],"b":^3}""", "$.b")]
    [InlineData("""{"a":{},"b":[],"c":^3}""", "$.c")]
    [InlineData("""{"two words":{"\u0061":^1}}""", "$['two words'].a")]
    [InlineData("""{"":^1}""", "$['']")]
    [InlineData("""{"ünï":^1}""", "$.ünï")]
    [InlineData("""{"a":^{"b":1}}""", "$.a")]
    [InlineData("""{"a":[1,^oops]}""", "$.a[0]")]
    public void The_path_of_a_place(string json, string path)
    {
        var utf8 = Encoding.UTF8.GetBytes(json);
        var position = utf8.AsSpan().IndexOf((byte)'^');
        Assert.Equal(path, JsonPath.At(Encoding.UTF8.GetBytes(json.Remove(json.IndexOf('^'), 1)), position));
    }
}
