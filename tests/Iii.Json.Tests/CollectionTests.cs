using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Json;

namespace Iii.Json.Tests;

/// <summary>The collections of the framework and of the user, and the framework's types with a form of their own, as System.Text.Json has them.</summary>
public sealed class CollectionTests
{
    private static readonly string[] s_sequences =
    [
        "queue", "stack", "concurrentQueue", "concurrentStack", "linkedList", "collection", "observable", "sortedSet", "set", "immutableList", "immutableListInterface",
        "immutableHashSet", "immutableSet", "immutableSortedSet", "immutableQueue", "immutableQueueInterface", "immutableStack", "immutableStackInterface", "own",
    ];

    private static readonly (string Name, string Key)[] s_notANumberKeys = [("f32", "NaN"), ("f32", "Infinity"), ("f16", "NaN"), ("f16", "Infinity")];

    private static readonly string[] s_dictionaries = ["sorted", "sortedList", "concurrent", "immutable", "immutableInterface", "immutableSorted", "own"];

    [Theory]
    [InlineData("[3,1,2]")]
    [InlineData("[1,1,1]")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("[\"4\",5]")]
    [InlineData("{}")]
    [InlineData("[1,null]")]
    [InlineData("[1,\"x\"]")]
    [InlineData("7")]
    [InlineData("[1,2")]
    public void Sequences_are_read_and_written_alike(string json)
    {
        foreach (var name in s_sequences)
        {
            Judge.Text<Sequences>($$"""{"{{name}}":{{json}}}""");
        }
    }

    [Theory]
    [InlineData("""{"struct":["a",null]}""")]
    [InlineData("""{"struct":null}""")]
    [InlineData("""{"nested":[[["a"],["b",null]],[]]}""")]
    [InlineData("""{"own":[1],"OWN":[2]}""")]
    public void More_sequences(string json) => Judge.Text<Sequences>(json);

    [Theory]
    [InlineData("""{"b":2,"a":1}""")]
    [InlineData("""{"a":1,"a":2,"A":3}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{"a":null}""")]
    [InlineData("""{"\u0061":"1"}""")]
    public void Dictionaries_are_read_and_written_alike(string json)
    {
        foreach (var name in s_dictionaries)
        {
            Judge.Text<Dictionaries>($$"""{"{{name}}":{{json}}}""");
        }
    }

    [Theory]
    [InlineData("link", "\"https://iii.dev/a?b=c#d\"", "\"relative/path\"", "\"\"", "\"http://[bad\"", "5", "null", "\"\\u0061\"")]
    [InlineData("version", "\"1.2\"", "\"1.2.3.4\"", "\"1\"", "\" 1.2\"", "\"1.2 \"", "\"+1.2\"", "\"1.-2\"", "\"1.2.3.4.5\"", "\"2147483647.0\"", "\"2147483648.0\"", "\"\"", "null", "1.2", "\"\\u0031.2\"", "\"1. 2\"", "\"00001.2\"")]
    [InlineData("memory", "\"AQID\"", "\"\"", "null", "\"*\"", "[1]")]
    [InlineData("readOnly", "\"AQID\"", "\"\"", "null", "\"*\"", "[1]")]
    [InlineData("node", "{\"a\":[1,2.50,\"x\",null,true]}", "[]", "5", "\"x\"", "null", "{\"a\":1,\"A\":2}")]
    [InlineData("members", "{\"a\":{\"b\":1}}", "[]", "5", "null")]
    [InlineData("array", "[1,[2]]", "{}", "5", "null")]
    [InlineData("value", "1.50", "\"x\"", "true", "{}", "[]", "null")]
    [InlineData("document", "{\"a\":[1]}", "5", "null", "\"x\"", "[1,]")]
    public void Types_of_the_framework_are_read_and_written_alike(string name, params string[] values)
    {
        foreach (var value in values)
        {
            Judge.Text<Framework>($$"""{"{{name}}":{{value}}}""");
        }
    }

    [Fact]
    public void Keys_are_read_and_written_alike()
    {
        string[] names =
        [
            "boolean", "s8", "u8", "s32", "s64", "u64", "s128", "u128", "f64", "f32", "f16", "money", "letter", "id", "at", "moment", "day", "clock", "span", "level", "colors", "link", "version",
        ];
        string[] keys =
        [
            "true", "True", "FALSE", "yes", "0", "1", "-1", "+1", " 1", "1 ", "01", "1.5", "1e2", "300", "99999999999999999999", "NaN", "Infinity", "x", "xy", "", "\\u0031", "\\u0061", "é", "\\\"",
            "5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11", "2026-11-24", "2026-11-24T01:02:03", "2026-11-24T01:02:03Z", "2026-11-24T01:02:03.5+02:00", "01:02:03", "1.01:02:03",
            "High", "high", "LOW", "Middle", "77", "Red", "red, blue", "Red,Green", "8", "Red|Blue", "https://iii.dev/", "a/b", "1.2.3",
        ];
        var differences = new List<string>();
        foreach (var (name, key) in names.SelectMany(_ => keys, (n, k) => (n, k)).Where(c => !s_notANumberKeys.Contains(c)))
        {
            var json = Encoding.UTF8.GetBytes($$"""{"{{name}}":{"{{key}}":1} }""");
            var (theirs, ours) = Judge.Outcomes<Keys>(json);
            if (!Judge.IsAlike(theirs, ours))
            {
                differences.Add($"{Encoding.UTF8.GetString(json)}: theirs {theirs.Replace("null,", "", StringComparison.Ordinal)}, ours {ours.Replace("null,", "", StringComparison.Ordinal)}");
            }
        }

        Assert.Empty(differences);
    }

    /// <summary>A deliberate difference: what is no number is refused as a key of every type; the serializer refuses it for double, and lets it through for float and Half.</summary>
    [Fact]
    public void What_is_no_number_is_no_key()
    {
        foreach (var (name, key) in s_notANumberKeys.Append(("f64", "NaN")))
        {
            Assert.ThrowsAny<JsonException>(() => IIIJson.Serialize(IIIJson.Deserialize<Keys>(Encoding.UTF8.GetBytes($$"""{"{{name}}":{"{{key}}":1} }"""))));
        }
    }

    /// <summary>A deliberate difference: the serializer has no form for it and writes its properties; a number is what everybody means.</summary>
    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("123456789012345678901234567890123456789012345678901234567890")]
    public void A_big_integer_is_a_number(string digits)
    {
        var value = IIIJson.Deserialize<Big>(Encoding.UTF8.GetBytes($$"""{"number":{{digits}},"maybe":"{{digits}}"}"""))!;
        Assert.Equal(BigInteger.Parse(digits, CultureInfo.InvariantCulture), value.Number);
        Assert.Equal(value.Number, value.Maybe);
        Assert.Equal($$"""{"number":{{digits}},"maybe":{{digits}}}""", Encoding.UTF8.GetString(IIIJson.Serialize(value)));
    }

    [Theory]
    [InlineData("1.5")]
    [InlineData("1e3")]
    [InlineData("\"x\"")]
    [InlineData("null")]
    [InlineData("\" 1\"")]
    public void What_is_no_integer_is_refused(string json) =>
        Assert.ThrowsAny<JsonException>(() => IIIJson.Deserialize<Big>(Encoding.UTF8.GetBytes($$"""{"number":{{json}}}""")));

    [Fact]
    public void An_integer_that_would_keep_a_worker_busy_is_refused() =>
        Assert.ThrowsAny<JsonException>(() => IIIJson.Deserialize<Big>(Encoding.UTF8.GetBytes($$"""{"number":{{new string('9', 5_000)}}}""")));

    [Fact]
    public void A_node_finds_properties_without_regard_to_case() =>
        Judge.Read<Framework>("""{"node":{"Name":1}}""", f => f!.Node!["name"]!.ToJsonString());
}
