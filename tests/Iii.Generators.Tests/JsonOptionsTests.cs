using System.Text.Json;
using CsCheck;
using Iii.Generators.Json;

namespace Iii.Generators.Tests;

/// <summary>What an assembly says of its JSON.</summary>
public sealed class JsonOptionsTests
{
    private static readonly (JsonNaming Naming, JsonNamingPolicy Policy)[] s_policies =
    [
        (JsonNaming.CamelCase, JsonNamingPolicy.CamelCase),
        (JsonNaming.SnakeCaseLower, JsonNamingPolicy.SnakeCaseLower),
        (JsonNaming.SnakeCaseUpper, JsonNamingPolicy.SnakeCaseUpper),
        (JsonNaming.KebabCaseLower, JsonNamingPolicy.KebabCaseLower),
        (JsonNaming.KebabCaseUpper, JsonNamingPolicy.KebabCaseUpper),
    ];

    [Fact]
    public void Names_are_made_as_the_policies_make_them()
    {
        string[] names = ["A", "AB", "ABc", "UserID", "HTTPServer2Go", "already_snake", "_leading", "Größe", "X1Y2", "aB1C", "URL", "İI", "Ǆx", "a b  C", " A", "A ", "日本Go", "ⅣX", "é́A"];
        foreach (var name in names)
        {
            Alike(name);
        }

        Gen.String[Gen.Char["abzABZ019_- éÉßǅ日"], 0, 12].Sample(Alike, iter: 50_000);
        Gen.String.Sample(Alike, iter: 20_000);
        Assert.Equal("AsIs", JsonNaming.AsIs.Apply("AsIs"));
    }

    [Theory]
    [InlineData("PropertyNamingPolicy = JsonKnownNamingPolicy.KebabCaseUpper", "FULL-NAME")]
    [InlineData("PropertyNamingPolicy = JsonKnownNamingPolicy.Unspecified", "FullName")]
    [InlineData("EnumsAsStrings = true", "fullName")]
    public void Parameters_and_members_have_one_policy(string options, string expected)
    {
        var generation = Generation.Of($$"""
            using System.Text.Json.Serialization;
            [assembly: Iii.IIIJsonOptions({{options}})]
            public record Dto(string FullName);
            static class Functions
            {
                [Iii.IIIFunction("a::whole")] public static Dto Whole(Dto dto) => dto;
                [Iii.IIIFunction("a::apart")] public static int Apart(string FullName, int b) => b;
            }
            """);
        Assert.Empty(generation.CompilerMessages);
        Assert.Empty(generation.Ids);
        Assert.Contains($"\"{expected}\"u8", generation.Files["Json.DtoJson.g.cs"], StringComparison.Ordinal);
        var functions = generation.Files["Functions.Functions.g.cs"];
        Assert.Contains($"SequenceEqual(name, \"{expected}\"u8)", functions, StringComparison.Ordinal);
        Assert.Contains($"\\\"required\\\":[\\\"{expected}\\\",", functions, StringComparison.Ordinal);
        Assert.Contains($"\\\"title\\\":\\\"Dto\\\",\\\"type\\\":\\\"object\\\",\\\"properties\\\":{{\\\"{expected}\\\":", functions, StringComparison.Ordinal);
    }

    [Fact]
    public void Enums_by_name_are_so_in_schemas_too()
    {
        var generation = Generation.Of("""
            [assembly: Iii.IIIJsonOptions(EnumsAsStrings = true, UnmappedMembers = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow)]
            public enum E { A, B }
            public record Dto(E E, E? Maybe);
            static class Functions { [Iii.IIIFunction("a::b")] public static void F(Dto dto) { } }
            """);
        Assert.Empty(generation.CompilerMessages);
        var schema = generation.Files["Functions.Functions.g.cs"].Replace("\\\"", "'", StringComparison.Ordinal);
        Assert.Contains("'e':{'type':'string','enum':['A','B']},'maybe':{'type':['string','null'],'enum':['A','B',null]}", schema, StringComparison.Ordinal);
        Assert.Contains("'additionalProperties':false", schema, StringComparison.Ordinal);
    }

    [Fact]
    public void A_context_takes_over_for_the_types_that_it_names()
    {
        var generation = Generation.Of("""
            using System.Text.Json.Serialization;
            [assembly: Iii.IIIJsonContext(typeof(Mine))]
            public class Foreign { public System.IO.Stream? S { get; set; } }
            [JsonSerializable(typeof(Foreign))] internal partial class Mine : JsonSerializerContext;
            public record Dto(Foreign F, int A);
            static class Functions { [Iii.IIIFunction("a::b")] public static Foreign F(Dto dto) => dto.F; }
            """);
        Assert.Empty(generation.Ids);
        var codec = Assert.Single(generation.Files, f => f.Value.Contains("global::Mine.Default.GetTypeInfo(typeof(global::Foreign))", StringComparison.Ordinal));
        Assert.Contains("ForeignByMine", codec.Key, StringComparison.Ordinal);
        Assert.Contains("""\"f\":{}""", generation.Files["Functions.Functions.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("internal class C;", "does not derive from JsonSerializerContext")]
    [InlineData("internal partial class C : JsonSerializerContext;", "names no type with [JsonSerializable]")]
    [InlineData("[JsonSerializable(typeof(int))] internal abstract partial class C : JsonSerializerContext;", "can not be reached")]
    public void A_context_that_can_not_be_used_is_an_error(string context, string reason)
    {
        var generation = Generation.Of($"using System.Text.Json.Serialization; [assembly: Iii.IIIJsonContext(typeof(C))] {context}");
        Assert.Equal(["III013"], generation.Ids);
        Assert.Contains(reason, generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("Iii.IIIJsonContext(typeof(C))", Generation.TextAt(generation.Diagnostics[0]));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("126", false)]
    [InlineData("127", true)]
    [InlineData("-1", true)]
    public void A_depth_that_the_engine_does_not_take_is_an_error(string depth, bool isWrong)
    {
        var generation = Generation.Of($"[assembly: Iii.IIIJsonOptions(IncludeFields = true, MaxDepth = {depth})]");
        Assert.Equal(isWrong ? ["III015"] : [], generation.Ids);
        if (isWrong)
        {
            Assert.Contains($"MaxDepth is {depth}, but must be from 1 to 126", generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
            Assert.Equal(depth, Generation.TextAt(generation.Diagnostics[0]));
        }
    }

    [Theory]
    [InlineData("MaxDepth = 64", null)]
    [InlineData("IncludeFields = true", null)]
    [InlineData("MaxDepth = 100", 100)]
    [InlineData("MaxDepth = 8", 8)]
    public void A_depth_is_in_the_code_where_it_is_not_the_usual_one(string options, int? depth)
    {
        var generation = Generation.Of($$"""
            [assembly: Iii.IIIJsonOptions({{options}})]
            static class Functions
            {
                [Iii.IIIFunction("a::plain")] public static int Plain(int a) => a;
                [Iii.IIIFunction("a::open")] public static long Open(Iii.IIIChannelReader reader, int a) => a;
            }
            """);
        Assert.Empty(generation.CompilerMessages);
        var code = generation.Files["Functions.Functions.g.cs"];
        Assert.Equal(depth is null ? 0 : 2, code.Split($"public override int MaxDepth => {depth};").Length - 1);
        Assert.Contains(depth is null ? "JsonInput(payload);" : $"JsonInput(payload, client: null, maxDepth: {depth});", code, StringComparison.Ordinal);
        Assert.Contains(depth is null ? "JsonInput(payload, client);" : $"JsonInput(payload, client, maxDepth: {depth});", code, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_the_assembly_names_has_a_codec()
    {
        var generation = Generation.Of("""
            [assembly: Iii.IIIJsonType(typeof(Dto)), Iii.IIIJsonType(typeof(System.IO.Stream)), Iii.IIIJsonType(typeof(System.Collections.Generic.List<int>))]
            public record Dto(int A);
            """);
        Assert.Equal(["III012"], generation.Ids);
        Assert.Equal("Iii.IIIJsonType(typeof(System.IO.Stream))", Generation.TextAt(generation.Diagnostics[0]));
        Assert.Contains("Register<global::Dto, ", generation.Files["Json.Registration.g.cs"], StringComparison.Ordinal);
        Assert.Contains("Register<global::System.Collections.Generic.List<int>, ", generation.Files["Json.Registration.g.cs"], StringComparison.Ordinal);
    }

    private static void Alike(string name)
    {
        foreach (var (naming, policy) in s_policies)
        {
            Assert.Equal(policy.ConvertName(name), naming.Apply(name));
        }
    }
}
