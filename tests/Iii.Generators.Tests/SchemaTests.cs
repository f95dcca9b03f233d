using System.Text.Json;
using System.Text.RegularExpressions;

namespace Iii.Generators.Tests;

/// <summary>The schemas that functions are registered with.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void Types_of_the_same_name_are_called_by_their_namespace_too()
    {
        var schema = Of("namespace A { public record Line(int X); } namespace B { public record Line(string Y, Line? Next); } public record P(A.Line One, B.Line Two, A.Line Three);", "P");
        Assert.Equal(["ALine", "BLine"], schema.GetProperty("$defs").EnumerateObject().Select(d => d.Name));
        Assert.Equal("#/$defs/ALine", schema.GetProperty("properties").GetProperty("three").GetProperty("$ref").GetString());
        Assert.Equal("#/$defs/BLine", schema.GetProperty("properties").GetProperty("two").GetProperty("$ref").GetString());
        Assert.True(schema.GetProperty("$defs").GetProperty("BLine").GetProperty("properties").TryGetProperty("y", out _));
    }

    [Fact]
    public void A_nullable_enum_allows_null()
    {
        var schema = Of("public enum E { A, B = 3 } public record P(E? Maybe, E Always);", "P").GetProperty("properties");
        Assert.Equal("[0,3,null]", schema.GetProperty("maybe").GetProperty("enum").GetRawText());
        Assert.Equal("[0,3]", schema.GetProperty("always").GetProperty("enum").GetRawText());
    }

    [Fact]
    public void Numbers_that_are_written_into_strings_are_strings()
    {
        var schema = Of("[JsonNumberHandling(JsonNumberHandling.WriteAsString)] public record P(int? A, System.Collections.Generic.List<double> B, [property: JsonNumberHandling(JsonNumberHandling.Strict)] int C, Q Q); public record Q(int D);", "P");
        var properties = schema.GetProperty("properties");
        Assert.Equal("""{"type":["string","null"]}""", properties.GetProperty("a").GetRawText());
        Assert.Equal("""{"type":"array","items":{"type":"string"}}""", properties.GetProperty("b").GetRawText());
        Assert.Equal("""{"type":"integer","format":"int32"}""", properties.GetProperty("c").GetRawText());
        Assert.Equal("integer", schema.GetProperty("$defs").GetProperty("Q").GetProperty("properties").GetProperty("d").GetProperty("type").GetString());
    }

    [Fact]
    public void Bytes_are_any_json_as_a_whole_and_base64_within()
    {
        Assert.False(Of("", "System.ReadOnlyMemory<byte>").TryGetProperty("type", out _));
        var schema = Of("public record P(System.ReadOnlyMemory<byte> A);", "P");
        Assert.Equal("""{"type":"string","contentEncoding":"base64"}""", schema.GetProperty("properties").GetProperty("a").GetRawText());
    }

    [Fact]
    public void Enums_by_name_are_strings_and_what_a_converter_makes_is_anything()
    {
        var schema = Of(
            """
            [JsonConverter(typeof(JsonStringEnumConverter))] public enum E { A, [JsonStringEnumMemberName("b-b")] B }
            public enum F { C }
            public abstract class Mine : JsonConverter<P>;
            public record P(E One, [property: JsonConverter(typeof(JsonStringEnumConverter<F>))] F? Two = F.C);
            """,
            "P").GetProperty("properties");
        Assert.Equal("""{"type":"string","enum":["A","b-b"]}""", schema.GetProperty("one").GetRawText());
        Assert.Equal("""{"type":["string","null"],"enum":["C",null],"default":"C"}""", schema.GetProperty("two").GetRawText());
    }

    [Fact]
    public void A_polymorphic_type_is_one_of_its_derived_ones_by_its_discriminator_or_itself_without()
    {
        var schema = Of("""[JsonDerivedType(typeof(Y), "y"), JsonDerivedType(typeof(Z), 2)] public class X { public int A { get; set; } } public class Y : X; public class Z : X { public X? B { get; set; } }""", "X");
        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.Equal(
            """[{"$ref":"#/$defs/XY"},{"$ref":"#/$defs/XZ"},{"type":"object","properties":{"a":{"type":"integer","format":"int32"}},"not":{"required":["$type"]}}]""",
            schema.GetProperty("oneOf").GetRawText());
        Assert.Equal(["X", "XY", "XZ"], schema.GetProperty("$defs").EnumerateObject().Select(d => d.Name));
        Assert.Equal("""{"const":"y","enum":["y"]}""", schema.GetProperty("$defs").GetProperty("XY").GetProperty("properties").GetProperty("$type").GetRawText());
        Assert.Equal("""["$type"]""", schema.GetProperty("$defs").GetProperty("XZ").GetProperty("required").GetRawText());
    }

    [Fact]
    public void A_closed_type_lets_its_discriminator_in()
    {
        var schema = Of("""[JsonDerivedType(typeof(Y), "y")] public abstract class X; [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] public class Y : X { public int A { get; set; } }""", "X");
        Assert.Equal(
            """{"title":"XY","type":"object","properties":{"$type":{"const":"y","enum":["y"]},"a":{"type":"integer","format":"int32"}},"required":["$type"],"additionalProperties":false}""",
            schema.GetProperty("$defs").GetProperty("XY").GetRawText());
    }

    [Fact]
    public void Members_are_those_of_the_json()
    {
        var schema = Of(
            """
            public class P
            {
                public P(int number, int other = 4) { }
                public int Number { get; }
                public int Other { get; }
                [JsonIgnore(Condition = JsonIgnoreCondition.Always)] public int Ignored { get; set; }
                [JsonIgnore(Condition = JsonIgnoreCondition.Never)] public int Shown { get; set; }
                [JsonInclude] internal int included;
                internal int Left { get; set; }
            }
            """,
            "P");
        Assert.Equal(["number", "other", "shown", "included"], schema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal("""["number"]""", schema.GetProperty("required").GetRawText());
        Assert.Equal(4, schema.GetProperty("properties").GetProperty("other").GetProperty("default").GetInt32());
    }

    private static JsonElement Of(string types, string type)
    {
        var generation = Generation.Of($"using System.Text.Json.Serialization; {types} public static class C {{ [Iii.IIIFunction(\"a::b\")] public static {type} F() => default!; }}");
        Assert.Empty(generation.Ids);
        var literal = Regex.Match(generation.Files["Functions.C.g.cs"], """ ResponseSchema => "(\{\\"\$schema.*\})"u8""").Groups[1].Value;
        return JsonDocument.Parse(Regex.Unescape(literal)).RootElement;
    }
}
