using System.Text;
using System.Text.Json;
using Iii.Generated;

namespace Iii.DevEngine.Tests;

/// <summary>How JSON looks after it has passed the engine.</summary>
public sealed class CanonicalCopyTests
{
    [Theory]
    [InlineData(""" { "b" : [ 1 , { } ] , "a" : null } """, """{"a":null,"b":[1,{}]}""")]
    [InlineData("""{"b":{"d":1,"c":2},"a":{"f":[{"h":1,"g":2}],"e":3}}""", """{"a":{"e":3,"f":[{"g":2,"h":1}]},"b":{"c":2,"d":1}}""")]
    [InlineData("""{"a":1,"b":2,"a":3}""", """{"a":3,"b":2}""")]
    [InlineData("""{"a":1,"\u0061":2}""", """{"a":2}""")]
    [InlineData("""{"a":{"x":1},"a":{"y":2}}""", """{"a":{"y":2}}""")]
    [InlineData("""{"":1}""", """{"":1}""")]
    [InlineData("[]", "[]")]
    [InlineData(" true ", "true")]
    [InlineData("\"x\"", "\"x\"")]
    public void Keys_are_in_order_and_the_last_of_doubled_ones_stays(string json, string expected) => Assert.Equal(expected, Copy(json));

    [Theory]
    [InlineData("""{"aa":1,"a":2}""", """{"a":2,"aa":1}""")]
    [InlineData("""{"a b":1,"a":2,"a!":3}""", """{"a":2,"a b":1,"a!":3}""")]
    [InlineData("""{"a":1,"A":2,"_":3}""", """{"A":2,"_":3,"a":1}""")]
    [InlineData("""{"\uFF5E":1,"\uD83D\uDE00":2,"é":3,"z":4}""", """{"z":4,"é":3,"～":1,"😀":2}""")]
    [InlineData("""{"a\\":1,"a\n":2,"a]":3,"a":4}""", """{"a":4,"a\n":2,"a\\":1,"a]":3}""")]
    [InlineData("""{"a\"b":1,"a!":2,"a#":3}""", """{"a!":2,"a\"b":1,"a#":3}""")]
    [InlineData("""{"\u0001b":1,"\u0001a":2,"\u001f":3,"\u0000":4}""", """{"\u0000":4,"\u0001a":2,"\u0001b":1,"\u001f":3}""")]
    [InlineData("""{"\r":1,"\f":2,"\b":3,"\t":4,"\"":5,"\"\"":6,"!":7,"\\":8}""", """{"\b":3,"\t":4,"\f":2,"\r":1,"!":7,"\"":5,"\"\"":6,"\\":8}""")]
    public void The_order_is_that_of_the_bytes_that_names_mean(string json, string expected) => Assert.Equal(expected, Copy(json));

    [Theory]
    [InlineData("""["\u0041\/\u00e9\ud83d\ude00"]""", """["A/é😀"]""")]
    [InlineData("""["\u0000\u0008\u0009\u000A\u000c\u000d\u001F\u001a\u007f"]""", "[\"\\u0000\\b\\t\\n\\f\\r\\u001f\\u001a\u007f\"]")]
    [InlineData("""["\u0022\u005c<>&'+"]""", """["\"\\<>&'+"]""")]
    public void Only_what_must_be_escaped_is(string json, string expected) => Assert.Equal(expected, Copy(json));

    [Theory]
    [InlineData("{}", """{"_caller_worker_id":"me"}""")]
    [InlineData("""{"b":1,"a":2}""", """{"_caller_worker_id":"me","a":2,"b":1}""")]
    [InlineData("""{"A":1,"z":2}""", """{"A":1,"_caller_worker_id":"me","z":2}""")]
    [InlineData("""{"a":1,"_caller_worker_id":{"x":[1]}}""", """{"_caller_worker_id":"me","a":1}""")]
    [InlineData("""{"\u005fcaller_worker_id":1,"a":{"c":1,"b":2}}""", """{"_caller_worker_id":"me","a":{"b":2,"c":1}}""")]
    [InlineData("""{"a":{}}""", """{"_caller_worker_id":"me","a":{}}""")]
    [InlineData("""[{}]""", "[{}]")]
    [InlineData("1", "1")]
    public void An_object_says_who_calls(string json, string expected) => Assert.Equal(expected, Copy(json, callerId: "me"));

    [Fact]
    public void Many_properties_and_deep_nesting_keep_their_order()
    {
        var names = Enumerable.Range(0, 1_000).Select(i => (i * 7_919 % 1_000).ToString("000", null)).ToArray();
        var inner = $"{{{string.Join(',', names.Select(n => $"\"{n}\":[{{\"b\":{int.Parse(n, null)},\"a\":0}}]"))}}}";
        var nested = $"{string.Concat(Enumerable.Repeat("{\"z\":[],\"a\":", 60))}{inner}{new string('}', 60)}";
        var copy = JsonDocument.Parse(Copy(nested), new JsonDocumentOptions { MaxDepth = 127 }).RootElement;
        for (var i = 0; i < 60; i++)
        {
            Assert.Equal(["a", "z"], copy.EnumerateObject().Select(p => p.Name));
            copy = copy.GetProperty("a");
        }

        Assert.Equal(names.Order(StringComparer.Ordinal), copy.EnumerateObject().Select(p => p.Name));
        Assert.All(copy.EnumerateObject(), p => Assert.Equal($$"""[{"a":0,"b":{{int.Parse(p.Name, null)}}}]""", p.Value.GetRawText()));
    }

    private static string Copy(string json, string? callerId = null)
    {
        using var output = new JsonOutput();
        CanonicalCopy.Write(Encoding.UTF8.GetBytes(json), output, callerId);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
