using System.Reflection;
using System.Runtime.CompilerServices;
using Iii.Generators.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests;

public sealed class DiagnosticTests
{
    [Fact]
    public void A_duplicate_id_is_reported_at_each_place_with_the_other_named()
    {
        var generation = Generation.Of(
            """public static class A { public const string Id = "a::b"; [Iii.IIIFunction(Id)] public static int One() => 1; }""",
            """public static partial class B { [Iii.IIIFunction(Id = "a::b")] public static int Two() => 2; }""");
        Assert.Equal(["III001", "III001"], generation.Ids);
        Assert.Contains(generation.Diagnostics, d => d.Location.GetLineSpan().Path == "File0.cs" && d.GetMessage(null).Contains("B.Two", StringComparison.Ordinal) && d.AdditionalLocations[0].GetLineSpan().Path == "File1.cs");
        Assert.Contains(generation.Diagnostics, d => d.Location.GetLineSpan().Path == "File1.cs" && d.GetMessage(null).Contains("A.One", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("III002", """[Iii.IIIFunction("")] public static int F() => 1;""", "is missing")]
    [InlineData("III002", """[Iii.IIIFunction] public static int F() => 1;""", "is missing")]
    [InlineData("III002", """[Iii.IIIFunction("a b")] public static int F() => 1;""", "white space")]
    [InlineData("III002", """[Iii.IIIFunction("engine::x")] public static int F() => 1;""", "engine's own")]
    [InlineData("III002", """[Iii.IIIFunction("a::")] public static int F() => 1;""", "empty part")]
    [InlineData("III003", """[Iii.IIIFunction("a::b")] public static int F(System.Action x) => 1;""", "System.Action")]
    [InlineData("III003", """public class Deep { public System.Collections.Generic.List<Inner> Items { get; set; } = new(); } public class Inner { public System.IO.Stream? Handle { get; set; } } [Iii.IIIFunction("a::b")] public static int F(Deep x) => 1;""", "x.Items[].Handle")]
    [InlineData("III003", """[Iii.IIIFunction("a::b")] public static int F(int[,] x) => 1;""", "more than one dimension")]
    [InlineData("III003", """[Iii.IIIFunction("a::b")] public static int F(System.Collections.Generic.Dictionary<C, int> x) => 1;""", "names of properties")]
    [InlineData("III003", """public class K { public int A { get; set; } [System.Text.Json.Serialization.JsonPropertyName("a")] public int B { get; set; } } [Iii.IIIFunction("a::b")] public static int F(K x) => 1;""", "JSON name 'a'")]
    [InlineData("III003", """public class E { [System.Text.Json.Serialization.JsonExtensionData] public System.Collections.Generic.Dictionary<string, int>? X { get; set; } } [Iii.IIIFunction("a::b")] public static int F(E x) => 1;""", "JsonExtensionData")]
    [InlineData("III004", """[Iii.IIIFunction("a::b")] public static System.IO.Stream F() => null!;""", "System.IO.Stream")]
    [InlineData("III005", """[Iii.IIIFunction("a::b")] private static int F() => 1;""", "private")]
    [InlineData("III006", """[Iii.IIIFunction("a::b")] public static int F<T>() => 1;""", "generic")]
    [InlineData("III007", """[Iii.IIIFunction("a::b")] public static int F(ref int x) => 1;""", "by reference")]
    [InlineData("III007", """[Iii.IIIFunction("a::b")] public static int F([Iii.FromPayload] string x, [Iii.FromPayload] string y) => 1;""", "whole payload already")]
    [InlineData("III007", """[Iii.IIIFunction("a::b")] public static int F(int x, [Iii.FromPayload("x")] int y) => 1;""", "property 'x' already")]
    [InlineData("III004", "[Iii.IIIFunction(\"a::b\")] public static Missing F() => null!;", "does not exist")]
    [InlineData("III007", "[Iii.IIIFunction(\"a::b\")] public static int F(ref System.Threading.CancellationToken t) => 1;", "by reference")]
    [InlineData("III007", "[Iii.IIIFunction(\"a::b\")] public static int F(Iii.HttpRequest<int> request, int x) => 1;", "beside others")]
    [InlineData("III007", "[Iii.IIIFunction(\"a::b\")] public static int F([Iii.FromServices] int x) => 1;", "no service")]
    [InlineData("III008", "public static int P { [Iii.IIIFunction(\"a::b\")] get => 1; }", "ordinary")]
    [InlineData("III008", """[Iii.IIIFunction("a::b")] public static async void F() => await System.Threading.Tasks.Task.Yield();""", "async void")]
    [InlineData("III009", """[Iii.IIIFunction("a::b"), Iii.HttpTrigger("FETCH", "/x")] public static int F() => 1;""", "not a method")]
    [InlineData("III009", """[Iii.IIIFunction("a::b"), Iii.HttpTrigger("GET", "/x y")] public static int F() => 1;""", "not a path")]
    [InlineData("III010", """[Iii.IIIFunction("a::b"), Iii.HttpTrigger("GET", "/x/:id")] public static int F() => 1;""", ":id")]
    [InlineData("III012", """public static byte[] F() => Iii.IIIJson.Serialize<System.Action>(null);""", "System.Action")]
    public void Each_mistake_is_reported_with_its_reason(string id, string member, string reason)
    {
        var generation = Generation.Of($"public static class C {{ {member} }}");
        Assert.Equal([id], generation.Ids);
        var diagnostic = generation.Diagnostics[0];
        Assert.Contains(reason, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("File0.cs", diagnostic.Location.GetLineSpan().Path);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_triggers_with_one_route_are_reported()
    {
        var generation = Generation.Of("""
            public static class C
            {
                [Iii.IIIFunction("a::b"), Iii.HttpTrigger("GET", "/x/:id")] public static int F(string id) => 1;
                [Iii.IIIFunction("a::c"), Iii.HttpTrigger("get", "x/:key")] public static int G(string key) => 1;
            }
            """);
        Assert.Equal(["III011", "III011"], generation.Ids);
        Assert.Equal(["Iii.HttpTrigger(\"GET\", \"/x/:id\")", "Iii.HttpTrigger(\"get\", \"x/:key\")"], generation.Diagnostics.Select(Generation.TextAt).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("III009", "Iii.HttpTrigger(\"FETCH\", \"/x\")")]
    [InlineData("III010", "Iii.HttpTrigger(\"GET\", \"/x/:id\")")]
    public void A_wrong_trigger_is_reported_at_its_attribute(string id, string attribute)
    {
        var generation = Generation.Of($"public static class C {{ [Iii.IIIFunction(\"a::b\"), {attribute}] public static int F() => 1; }}");
        Assert.Equal([id], generation.Ids);
        Assert.Equal(attribute, Generation.TextAt(generation.Diagnostics[0]));
    }

    [Theory]
    [InlineData("III010", "[Iii.IIIFunction(\"a::b\"), Iii.HttpTrigger(\"GET\", \"/x/:id\")] public static int F() => 1;")]
    [InlineData("III020", "public static System.Threading.Tasks.Task<T?> F<T>(Iii.IIIClient client) => client.CallAsync<string, T>(\"a::b\", \"\");")]
    public void A_warning_can_be_silenced_where_it_is(string id, string member)
    {
        Assert.Equal([id], Generation.Of($"public static class C {{\n{member}\n}}").Ids);
        Assert.Empty(Generation.Of($"public static class C {{\n#pragma warning disable {id} // It is meant so.\n{member}\n#pragma warning restore {id}\n}}").Diagnostics.Where(d => !d.IsSuppressed));
    }

    [Fact]
    public void A_function_with_an_error_does_not_take_the_others_with_it()
    {
        var generation = Generation.Of("""
            public static class C
            {
                [Iii.IIIFunction("a::b")] private static int F() => 1;
                [Iii.IIIFunction("a::c")] public static int G() => 1;
            }
            """);
        Assert.Contains("GFunction", generation.Files["Functions.Registration.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("FFunction", generation.Files["Functions.Registration.g.cs"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public static class C { [Iii.IIIFunction( public static int F() => 1; }")]
    [InlineData("public static class C { [Iii.IIIFunction(\"a::b\")] public static Missing F(AlsoMissing x) => 1; }")]
    [InlineData("public static class C { [Iii.IIIFunction(Id = )] public static int F(int = 3) }")]
    [InlineData("public static class C { [Iii.IIIFunction(\"ü::名前\")] public static int Größe(int 名前) => 1; }")]
    [InlineData("public static class C { [Iii.IIIFunction(5), Iii.HttpTrigger] public static int F(C x) => 1; }")]
    [InlineData("[Iii.IIIFunction(\"a::b\")] public static int F() => 1;")]
    [InlineData("public static class C { [Iii.IIIFunction(\"a::b\")] public static int F(int ) => 1; }")]
    public void Broken_code_breaks_nothing(string source) => Generation.Of(source);

    [Fact]
    public void Every_diagnostic_has_a_page_and_an_entry_in_the_releases()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
        var releases = File.ReadAllText(Path.Combine(root, "generators", "Iii.Generators", "AnalyzerReleases.Unshipped.md"));
        var table = File.ReadAllText(Path.Combine(root, "docs", "diagnostics", "README.md"));
        var descriptors = typeof(FunctionDiagnostics).Assembly.GetTypes().Where(t => t.Namespace == typeof(FunctionDiagnostics).Namespace)
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f.FieldType == typeof(DiagnosticDescriptor)).Select(f => (DiagnosticDescriptor)f.GetValue(null)!).ToArray();
        Assert.Distinct(descriptors.Select(d => d.Id));
        Assert.All(descriptors, d =>
        {
            Assert.True(File.Exists(Path.Combine(root, "docs", "diagnostics", d.Id + ".md")), d.Id);
            Assert.Contains(d.Id, releases, StringComparison.Ordinal);
            Assert.Contains(d.Id, table, StringComparison.Ordinal);
        });
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
