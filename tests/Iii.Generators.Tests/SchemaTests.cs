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

    [Theory]
    [InlineData("[Range(1, 100)] public int A { get; set; }", """{"type":"integer","format":"int32","minimum":1,"maximum":100}""")]
    [InlineData("[Range(1, 9, MinimumIsExclusive = true)] public int A { get; set; }", """{"type":"integer","format":"int32","minimum":2,"maximum":9}""")]
    [InlineData("[Range(0.5, 2, MaximumIsExclusive = true)] public double? A { get; set; }", """{"type":["number","null"],"format":"double","minimum":0.5,"exclusiveMaximum":2}""")]
    [InlineData("[Range(0.5, double.PositiveInfinity)] public double A { get; set; }", """{"type":"number","format":"double","minimum":0.5}""")]
    [InlineData("[Range(typeof(decimal), \"0.10\", \"9.99\")] public decimal A { get; set; }", """{"type":"number","minimum":0.10,"maximum":9.99}""")]
    [InlineData("[Range(10, 400)] public byte A { get; set; }", """{"type":"integer","minimum":10,"maximum":255}""")]
    [InlineData("[StringLength(5, MinimumLength = 2)] public string A { get; set; } = \"abc\";", """{"type":"string","minLength":2,"maxLength":5,"default":"abc"}""")]
    [InlineData("[Length(1, 2)] public int[] A { get; set; } = [];", """{"type":"array","items":{"type":"integer","format":"int32"},"minItems":1,"maxItems":2}""")]
    [InlineData("[MinLength(1)] public System.Collections.Generic.Dictionary<string, bool>? A { get; set; }", """{"type":["object","null"],"additionalProperties":{"type":"boolean"},"minProperties":1}""")]
    [InlineData("[Length(1, 4)] public byte[]? A { get; set; }", """{"type":["string","null"],"contentEncoding":"base64","minLength":4,"maxLength":8}""")]
    [InlineData("[RegularExpression(\"[a-z]{2}\")] public string? A { get; set; }", """{"type":["string","null"],"pattern":"^(?:[a-z]{2})$"}""")]
    [InlineData("[RegularExpression(@\"(?i)\\p{L}+\")] public string? A { get; set; }", """{"type":["string","null"]}""")]
    [InlineData("[AllowedValues(\"a\", null)] public string? A { get; set; }", """{"type":["string","null"],"enum":["a",null]}""")]
    [InlineData("[DeniedValues(1, 2)] public int A { get; set; }", """{"type":"integer","format":"int32","not":{"enum":[1,2]}}""")]
    [InlineData("[AllowedValues(E.B)] public E A { get; set; } public enum E { A, B }", """{"type":"integer","enum":[1],"description":"0 = A, 1 = B"}""")]
    [InlineData("[AllowedValues(E.B)] public E A { get; set; } [JsonConverter(typeof(JsonStringEnumConverter<E>))] public enum E { A, [JsonStringEnumMemberName(\"b-b\")] B }", """{"type":"string","enum":["b-b"]}""")]
    [InlineData("[EmailAddress] public string? A { get; set; }", """{"type":["string","null"],"format":"email"}""")]
    [InlineData("[Url] public System.Uri? A { get; set; }", """{"type":["string","null"],"format":"uri"}""")]
    [InlineData("[Base64String] public string? A { get; set; }", """{"type":["string","null"],"contentEncoding":"base64"}""")]
    [InlineData("[Required] public string? A { get; set; }", """{"type":"string","minLength":1}""")]
    [InlineData("[Required, StringLength(9, MinimumLength = 3)] public string? A { get; set; }", """{"type":"string","minLength":3,"maxLength":9}""")]
    [InlineData("[JsonNumberHandling(JsonNumberHandling.WriteAsString), Range(1, 2)] public int A { get; set; }", """{"type":"string"}""")]
    [InlineData("[JsonNumberHandling(JsonNumberHandling.AllowNamedFloatingPointLiterals)] public double? A { get; set; }", """{"anyOf":[{"type":"number","format":"double"},{"enum":["NaN","Infinity","-Infinity"]},{"type":"null"}]}""")]
    [InlineData("public sbyte A { get; set; } = -3;", """{"type":"integer","minimum":-128,"maximum":127,"default":-3}""")]
    [InlineData("[System.ComponentModel.DefaultValue(7)] public ulong A { get; set; } = Seven; private const ulong Seven = 7;", """{"type":"integer","format":"uint64","minimum":0,"default":7}""")]
    [InlineData("public int A => 1;", """{"type":"integer","format":"int32","readOnly":true}""")]
    [InlineData("[JsonIgnore(Condition = JsonIgnoreCondition.WhenWriting)] public int A { get; set; }", """{"type":"integer","format":"int32","writeOnly":true}""")]
    [InlineData("[System.Obsolete] public int A { get; set; }", """{"type":"integer","format":"int32","deprecated":true}""")]
    [InlineData("[System.ComponentModel.Description(\"Said.\")] public int A { get; set; }", """{"type":"integer","format":"int32","description":"Said."}""")]
    public void A_member_is_described_by_its_type_and_its_annotations(string members, string schema)
    {
        var found = Of($"#pragma warning disable CS0612\npublic class P {{ {members} }}", "P");
        Assert.Equal(schema, found.GetProperty("properties").GetProperty("a").GetRawText());
        Assert.Equal(members.Contains("[Required", StringComparison.Ordinal), found.TryGetProperty("required", out _));
    }

    [Fact]
    public void Parameters_have_their_annotations_and_words()
    {
        var generation = Generation.Of("""
            using System.ComponentModel; using System.ComponentModel.DataAnnotations;
            /// <summary>A line of an <see cref="C"/>, or <c>null</c>.</summary>
            /// <param name="Item">What is <paramref name="Item"/>.</param>
            public record Line([StringLength(5)] string Item, [property: Description("Said")] int Count = 2);
            public static class C
            {
                /// <summary>Finds.</summary>
                /// <param name="limit">How <see langword="many"/>.</param>
                /// <param name="line">Where.</param>
                [Iii.IIIFunction("shop::find-all"), Iii.Validate]
                public static int F([Range(1, 50)] int limit, Line line, [Description("Why")] string? why = "x") => 1;
            }
            """);
        Assert.Empty(generation.Ids);
        var schema = Schema(generation, "RequestSchema");
        Assert.Equal("ShopFindAllRequest", schema.GetProperty("title").GetString());
        Assert.Equal(
            """{"limit":{"type":"integer","format":"int32","minimum":1,"maximum":50,"description":"How many."},"line":{"$ref":"#/$defs/Line","description":"Where."},"why":{"type":["string","null"],"description":"Why","default":"x"}}""",
            schema.GetProperty("properties").GetRawText());
        Assert.Equal(
            """{"title":"Line","description":"A line of an C, or null.","type":"object","properties":{"item":{"type":"string","maxLength":5,"description":"What is Item."},"count":{"type":"integer","format":"int32","description":"Said","default":2}},"required":["item"]}""",
            schema.GetProperty("$defs").GetProperty("Line").GetRawText());
        Assert.Equal("""["limit","line"]""", schema.GetProperty("required").GetRawText());
    }

    [Fact]
    public void The_root_of_a_type_is_an_object_that_says_what_it_is()
    {
        const string Tree = "/// <summary>A tree.</summary>\npublic record Tree(string Name, System.Collections.Generic.List<Tree>? Children = null); ";
        var schema = Of(Tree, "Tree");
        Assert.Equal(["$schema", "title", "description", "type", "properties", "required", "$defs"], schema.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("Tree", "A tree.", "object"), (schema.GetProperty("title").GetString(), schema.GetProperty("description").GetString(), schema.GetProperty("type").GetString()));
        Assert.Equal("#/$defs/Tree", schema.GetProperty("properties").GetProperty("children").GetProperty("items").GetProperty("$ref").GetString());
        Assert.Equal("""["object","null"]""", Of(Tree, "Tree?").GetProperty("type").GetRawText());
        Assert.Equal("""{"type":"array","items":{"$ref":"#/$defs/Tree"}}""", Regex.Replace(Of(Tree, "Tree[]").GetRawText(), "\"\\$schema\":\"[^\"]*\",|,\"\\$defs\".*(?=})", ""));
    }

    [Fact]
    public void What_consumers_look_at_is_there()
    {
        // The engine's help prints types and descriptions of the root's properties; its console makes a template of single types.
        var schema = Of("/// <summary>S.</summary>\npublic record P(string Text, int Number, bool Flag, int[] List, Q Q, Q? Maybe); /// <summary>Q.</summary>\npublic record Q(int A);", "P");
        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.All(["text", "number", "flag", "list"], name => Assert.Equal(JsonValueKind.String, schema.GetProperty("properties").GetProperty(name).GetProperty("type").ValueKind));
        Assert.Equal("""{"anyOf":[{"$ref":"#/$defs/Q"},{"type":"null"}]}""", schema.GetProperty("properties").GetProperty("maybe").GetRawText());
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", schema.GetProperty("$schema").GetString());
    }

    [Fact]
    public void Http_requests_and_responses_say_what_is_around_the_body()
    {
        var generation = Generation.Of("public record B(int A); public static class C { [Iii.IIIFunction(\"a::b\"), Iii.HttpTrigger(\"POST\", \"/x\")] public static Iii.HttpResponse<B> F(Iii.HttpRequest<B> r) => null!; }");
        Assert.Empty(generation.Ids);
        var request = Schema(generation, "RequestSchema");
        Assert.Equal(("ABRequest", "object"), (request.GetProperty("title").GetString(), request.GetProperty("type").GetString()));
        Assert.Equal(["method", "path", "path_params", "query_params", "headers", "body"], request.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["status_code", "headers", "body"], Schema(generation, "ResponseSchema").GetProperty("properties").EnumerateObject().Select(p => p.Name));
    }

    private static JsonElement Of(string types, string type)
    {
        var generation = Generation.Of($"using System.Text.Json.Serialization; using System.ComponentModel.DataAnnotations;\n{types}\npublic static class C {{ [Iii.IIIFunction(\"a::b\")] public static {type} F() => default!; }}");
        Assert.Empty(generation.Ids);
        return Schema(generation, "ResponseSchema");
    }

    private static JsonElement Schema(Generation generation, string property)
    {
        var literal = Regex.Match(generation.Files["Functions.C.g.cs"], " " + property + """ => "(\{\\"\$schema.*\})"u8""").Groups[1].Value;
        return JsonDocument.Parse(Regex.Unescape(literal)).RootElement;
    }
}
