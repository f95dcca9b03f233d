using System.Reflection;
using System.Runtime.CompilerServices;
using Iii.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
    [InlineData("III002", """[Iii.IIIFunction("")] public static int F() => 1;""", "\"\"", "is missing")]
    [InlineData("III002", """[Iii.IIIFunction] public static int F() => 1;""", "Iii.IIIFunction", "is missing")]
    [InlineData("III002", """[Iii.IIIFunction(Description = "x", Id = "a b")] public static int F() => 1;""", "\"a b\"", "white space")]
    [InlineData("III002", """[Iii.IIIFunction("engine::x")] public static int F() => 1;""", "\"engine::x\"", "engine's own")]
    [InlineData("III002", """[Iii.IIIFunction("a::")] public static int F() => 1;""", "\"a::\"", "empty part")]
    [InlineData("III002", "const string Bad = \"a\\0b\"; [Iii.IIIFunction(Bad)] public static int F() => 1;", "Bad", "control character")]
    [InlineData("III003", """[Iii.IIIFunction("a::b")] public static int F(System.Action x) => 1;""", "x", "System.Action")]
    [InlineData("III003", """public class Deep { public System.Collections.Generic.List<Inner> Items { get; set; } = new(); } public class Inner { public System.Collections.Generic.Dictionary<string, System.IO.Stream?>? Handles { get; set; } } [Iii.IIIFunction("a::b")] public static int F(Deep x) => 1;""", "x", "x.Items[].Handles{}")]
    [InlineData("III003", """public record Node(Node? Next, Leaf Leaf); public record Leaf(System.IntPtr Handle); [Iii.IIIFunction("a::b")] public static int F(Node? node, int i) => 1;""", "node", "node.Leaf.Handle")]
    [InlineData("III003", """[Iii.IIIFunction("a::b")] public static int F(int[,] x) => 1;""", "x", "more than one dimension")]
    [InlineData("III003", """[Iii.IIIFunction("a::b")] public static int F(System.Collections.Generic.Dictionary<C, int> x) => 1;""", "x", "names of properties")]
    [InlineData("III003", """public class K { public int A { get; set; } [System.Text.Json.Serialization.JsonPropertyName("a")] public int B { get; set; } } [Iii.IIIFunction("a::b")] public static int F(K x) => 1;""", "x", "JSON name 'a'")]
    [InlineData("III003", """public class E { [System.Text.Json.Serialization.JsonExtensionData] public System.Collections.Generic.Dictionary<string, int>? X { get; set; } } [Iii.IIIFunction("a::b")] public static int F(E x) => 1;""", "x", "JsonExtensionData")]
    [InlineData("III003", """public class Conv(int a) : System.Text.Json.Serialization.JsonConverter<K> { public int A => a; public override K Read(ref System.Text.Json.Utf8JsonReader r, System.Type t, System.Text.Json.JsonSerializerOptions o) => new(); public override void Write(System.Text.Json.Utf8JsonWriter w, K k, System.Text.Json.JsonSerializerOptions o) { } } [System.Text.Json.Serialization.JsonConverter(typeof(Conv))] public class K; [Iii.IIIFunction("a::b")] public static int F(K[] ks) => 1;""", "ks", "public constructor without parameters")]
    [InlineData("III004", """[Iii.IIIFunction("a::b")] public static System.IO.Stream F() => null!;""", "F", "System.IO.Stream")]
    [InlineData("III005", """[Iii.IIIFunction("a::b")] private static int F() => 1;""", "F", "private")]
    [InlineData("III005", """private static class Inner { [Iii.IIIFunction("a::b")] public static int F() => 1; }""", "F", "C.Inner")]
    [InlineData("III006", """[Iii.IIIFunction("a::b")] public static int F<T>() => 1;""", "F", "generic")]
    [InlineData("III007", """[Iii.IIIFunction("a::b")] public static int F(ref int x) => 1;""", "x", "by reference")]
    [InlineData("III007", """[Iii.IIIFunction("a::b")] public static int F([Iii.FromPayload] string x, [Iii.FromPayload] string y) => 1;""", "y", "whole payload already")]
    [InlineData("III007", """[Iii.IIIFunction("a::b")] public static int F([Iii.FromPayload] string x, int y) => 1;""", "y", "nothing is left for it")]
    [InlineData("III007", """[Iii.IIIFunction("a::b")] public static int F(int x, [Iii.FromPayload("x")] int y) => 1;""", "y", "property 'x' already")]
    [InlineData("III004", "[Iii.IIIFunction(\"a::b\")] public static Missing F() => null!;", "F", "does not exist")]
    [InlineData("III007", "[Iii.IIIFunction(\"a::b\")] public static int F(ref System.Threading.CancellationToken t) => 1;", "t", "by reference")]
    [InlineData("III007", "[Iii.IIIFunction(\"a::b\")] public static int F(Iii.HttpRequest<int> request, int x) => 1;", "request", "beside others")]
    [InlineData("III007", "[Iii.IIIFunction(\"a::b\")] public static int F([Iii.FromServices] int x) => 1;", "x", "no service")]
    [InlineData("III008", "public static int P { [Iii.IIIFunction(\"a::b\")] get => 1; }", "get", "ordinary")]
    [InlineData("III008", """[Iii.IIIFunction("a::b")] public static async void F() => await System.Threading.Tasks.Task.Yield();""", "F", "async void")]
    [InlineData("III009", """[Iii.IIIFunction("a::b"), Iii.HttpTrigger("FETCH", "/x")] public static int F() => 1;""", "\"FETCH\"", "not a method")]
    [InlineData("III009", """[Iii.IIIFunction("a::b"), Iii.HttpTrigger(path: "/x y", method: "GET")] public static int F() => 1;""", "\"/x y\"", "not a path")]
    [InlineData("III009", """[Iii.IIIFunction("a::b"), Iii.HttpTrigger("GET", "/:x/:x")] public static int F(int x) => 1;""", "\"/:x/:x\"", "two parameters of the same name")]
    [InlineData("III010", """[Iii.IIIFunction("a::b"), Iii.HttpTrigger("GET", "/x/:id")] public static int F() => 1;""", "\"/x/:id\"", ":id")]
    [InlineData("III010", """public record R(int Key); [Iii.IIIFunction("a::b"), Iii.HttpTrigger("GET", "/x/:id/:key")] public static int F(R r) => 1;""", "\"/x/:id/:key\"", ":id")]
    [InlineData("III012", """public static byte[] F() => Iii.IIIJson.Serialize<System.Action>(null);""", "System.Action", "System.Action")]
    [InlineData("III012", """public static byte[] F(System.Action a) => Iii.IIIJson.Serialize(a);""", "Serialize", "System.Action")]
    [InlineData("III012", """public static System.Threading.Tasks.Task F(Iii.IIIClient c) => c.CallAsync<int, System.IO.Stream>("a::b", 1);""", "System.IO.Stream", "System.IO.Stream")]
    [InlineData("III012", """public static System.Threading.Tasks.Task F(Iii.IIIClient? c) => c?.SendAsync("a::b", new System.Action[0])!;""", "SendAsync", "[]: System.Action")]
    [InlineData("III014", """[Iii.IIIFunction("a::b", MaxConcurrentCalls = 0)] public static int F() => 1;""", "0", "MaxConcurrentCalls of 'C.F' is 0")]
    [InlineData("III014", """[Iii.IIIFunction("a::b", TimeLimitMs = -5)] public static int F() => 1;""", "-5", "TimeLimitMs of 'C.F' is -5")]
    [InlineData("III020", """public static byte[] F<T>(T value) => Iii.IIIJson.Serialize<T>(value);""", "T", "'T' of C.F<T>(T)")]
    [InlineData("III020", """public static byte[] F<T>(T value) => Iii.IIIJson.Serialize(value);""", "Serialize", "'T' of C.F<T>(T)")]
    public void Each_mistake_is_reported_with_its_reason_where_it_stands(string id, string member, string at, string reason)
    {
        var generation = Generation.Of($"public static class C {{ {member} }}");
        Assert.Equal([id], generation.Ids);
        var diagnostic = generation.Diagnostics[0];
        Assert.Contains(reason, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal("File0.cs", diagnostic.Location.GetLineSpan().Path);
        Assert.Equal(at, Generation.TextAt(diagnostic));
        Assert.EndsWith($"/docs/diagnostics/{id}.md", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_that_the_assembly_names_is_reported_at_the_attribute()
    {
        var diagnostic = Assert.Single(Generation.Of("[assembly: Iii.IIIJsonType(typeof(System.Action))]").Diagnostics);
        Assert.Equal("III012", diagnostic.Id);
        Assert.Equal("Iii.IIIJsonType(typeof(System.Action))", Generation.TextAt(diagnostic));
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

    [Theory]
    [InlineData("III001", "error")]
    [InlineData("III003", "none")]
    [InlineData("III005", "warning")]
    [InlineData("III010", "error")]
    [InlineData("III012", "none")]
    [InlineData("III020", "none")]
    [InlineData("III031", "suggestion")]
    [InlineData("III036", "warning")]
    [InlineData("III022", "error")]
    [InlineData("III038", "none")]
    [InlineData("III050", "warning")]
    [InlineData("III051", "none")]
    [InlineData("III052", "error")]
    [InlineData("III053", "none")]
    [InlineData("III054", "suggestion")]
    public async Task The_severity_is_what_an_editorconfig_says(string id, string severity)
    {
        const string Source = """
            using Iii; using System.Threading.Tasks;
            public class C
            {
                [IIIFunction("a::b"), CronTrigger("0 0 0 30 2 *", ConditionFunctionId = "other::f")] private static int F() => 1;
                [IIIFunction("a::b"), HttpTrigger("GET", "/x/:id")] public static Task G(System.Action action) { using var s = new System.IO.MemoryStream(); return s.FlushAsync(); }
                [IIIFunction("x")] public static int H(string context) => 1;
                [LogTrigger] public static byte[] J<T>(T value, IIIWorker w) { w.MapFunction("x", () => 1); IIIJson.Serialize<System.Action>(null); return IIIJson.Serialize(value); }
            }
            """;
        var expected = severity switch { "error" => ReportDiagnostic.Error, "warning" => ReportDiagnostic.Warn, "suggestion" => ReportDiagnostic.Info, _ => ReportDiagnostic.Suppress };
        Assert.NotEmpty(await SaidOfAsync(null));
        var found = await SaidOfAsync(new EditorConfig(id, expected));
        Assert.Equal(expected is ReportDiagnostic.Suppress, found.Length == 0);
        Assert.All(found, d => Assert.Equal(expected, d.Severity switch { DiagnosticSeverity.Error => ReportDiagnostic.Error, DiagnosticSeverity.Warning => ReportDiagnostic.Warn, _ => ReportDiagnostic.Info }));

        async Task<Diagnostic[]> SaidOfAsync(SyntaxTreeOptionsProvider? provider)
        {
            var generation = Generation.Of(Generation.Parsing, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSyntaxTreeOptionsProvider(provider), [], Source);
            return [.. generation.Diagnostics.Concat(await Analysis.OfAsync(generation.Output)).Where(d => d.Id == id)];
        }
    }

    [Fact]
    public async Task Suggestions_can_be_silenced_where_they_are()
    {
        const string Source = "using Iii;\nstatic class C\n{\n#pragma warning disable III022, III050, III051, III052, III038\n    [IIIFunction(\"x\")] public static int H(string context) => 1;\n    [LogTrigger] static void J(IIIWorker w) => w.MapFunction(\"x\", () => 1);\n#pragma warning restore\n}";
        Assert.Empty(await Analysis.OfAsync(Source));
        Assert.Equal(["III022", "III038", "III050", "III050", "III051", "III052"], (await Analysis.OfAsync(Source.Replace("#pragma", "//", StringComparison.Ordinal))).Select(d => d.Id).Where(i => i != "III060").Order(StringComparer.Ordinal));
    }

    private sealed class EditorConfig(string id, ReportDiagnostic severity) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = severity;
            return diagnosticId == id;
        }

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic found)
        {
            found = default;
            return false;
        }
    }

    [Fact]
    public void Every_diagnostic_has_a_page_a_row_that_names_its_fix_and_an_entry_in_the_releases()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
        var releases = File.ReadAllLines(Path.Combine(root, "generators", "Iii.Generators", "AnalyzerReleases.Unshipped.md"));
        var table = File.ReadAllLines(Path.Combine(root, "docs", "diagnostics", "README.md"));
        var fixedIds = Fixes.FixedProject.Providers.SelectMany(p => p.FixableDiagnosticIds).ToHashSet();
        var descriptors = typeof(FunctionDiagnostics).Assembly.GetTypes().Where(t => t.Namespace == typeof(FunctionDiagnostics).Namespace)
            .SelectMany(t => t.GetFields(BindingFlags.Public | BindingFlags.Static)).Where(f => f.FieldType == typeof(DiagnosticDescriptor)).Select(f => (DiagnosticDescriptor)f.GetValue(null)!).ToArray();
        Assert.Distinct(descriptors.Select(d => d.Id));
        Assert.All(descriptors, d =>
        {
            var isFixed = fixedIds.Contains(d.Id) && d.Id != "III060";
            var page = File.ReadAllText(Path.Combine(root, "docs", "diagnostics", d.Id + ".md"));
            Assert.StartsWith($"# {d.Id}: {d.Title}\n\nSeverity: {d.DefaultSeverity}\n", page, StringComparison.Ordinal);
            Assert.True(isFixed == page.Contains("The code fix ", StringComparison.Ordinal), $"{d.Id}: the page and the fixes differ.");
            Assert.Contains($"{d.Id} | Iii | {d.DefaultSeverity} | {d.Title}", releases);
            Assert.Contains($"| [{d.Id}]({d.Id}.md) | {d.DefaultSeverity} | {d.Title} |{(isFixed ? " yes" : "")} |", table);
        });

        // Nothing is described or fixed that is not said.
        var ids = descriptors.Select(d => d.Id).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(ids, Directory.GetFiles(Path.Combine(root, "docs", "diagnostics"), "III*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
        Assert.Equal(ids, releases.Where(l => l.StartsWith("III", StringComparison.Ordinal)).Select(l => l[..6]).Order(StringComparer.Ordinal));
        Assert.Subset(ids.ToHashSet(), fixedIds);
    }

    private static string Here([CallerFilePath] string path = "") => path;
}
