using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests;

/// <summary>Constant ids that MapFunction is given twice, or that a method has already.</summary>
public sealed class MappedIdTests
{
    [Theory]
    [InlineData("w.MapFunction(\"a::b\", () => 1); w.MapFunction(\"a::b\", () => 2);", "an earlier call of MapFunction")]
    [InlineData("_ = w.MapFunction(\"a::b\", () => 1); w?.MapFunction(handler: () => 2, id: \"a::\" + \"b\");", "an earlier call of MapFunction")]
    [InlineData("if (x) { w.MapFunction(\"a::b\", () => 1); } w.MapFunction(\"a::b\", () => 2);", "an earlier call of MapFunction")]
    [InlineData("w.MapFunction(\"a::m\", () => 1);", "C.M (File0.cs line 1)")]
    [InlineData("var r = w.MapFunction(\"a::m\", () => 1);", "C.M (File0.cs line 1)")]
    public async Task An_id_that_is_taken_is_reported_at_the_second_place(string body, string other)
    {
        var diagnostic = Assert.Single(await SaidOfAsync(body));
        Assert.Equal(DiagnosticSeverity.Warning, diagnostic.Severity);
        Assert.Contains(other, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Contains(Generation.TextAt(diagnostic), new[] { "\"a::b\"", "\"a::\" + \"b\"", "\"a::m\"" });
        Assert.True(diagnostic.AdditionalLocations[0].SourceSpan.Start < diagnostic.Location.SourceSpan.Start);
    }

    [Theory]
    [InlineData("w.MapFunction(\"a::b\", () => 1); w.MapFunction(\"a::c\", () => 2);")]
    [InlineData("w.MapFunction(\"a::b\", () => 1); other.MapFunction(\"a::b\", () => 2);")]
    [InlineData("w.MapFunction(\"a::b\", () => 1); w = other; w.MapFunction(\"a::b\", () => 2);")]
    [InlineData("if (x) { w.MapFunction(\"a::b\", () => 1); } else { w.MapFunction(\"a::b\", () => 2); }")]
    [InlineData("if (x) { w.MapFunction(\"a::b\", () => 1); return; } w.MapFunction(\"a::b\", () => 2);")]
    [InlineData("switch (x) { case true: w.MapFunction(\"a::b\", () => 1); break; default: w.MapFunction(\"a::b\", () => 2); break; }")]
    [InlineData("try { w.MapFunction(\"a::b\", () => 1); } catch (System.Exception) { w.MapFunction(\"a::b\", () => 2); }")]
    [InlineData("var r = w.MapFunction(\"a::b\", () => 1); r.Dispose(); w.MapFunction(\"a::b\", () => 2);")]
    [InlineData("System.Action f = () => w.MapFunction(\"a::b\", () => 1); System.Action g = () => w.MapFunction(\"a::b\", () => 2);")]
    [InlineData("w.MapFunction(id, () => 1); w.MapFunction(id, () => 2);")]
    [InlineData("w.MapFunction(\"\", () => 1); w.MapFunction(\"\", () => 2);")]
    public async Task What_may_be_right_is_left_alone(string body) => Assert.Empty(await SaidOfAsync(body));

    [Fact]
    public async Task Top_level_statements_are_looked_at()
    {
        var found = await Analysis.OfAsync("using Iii; var w = IIIWorker.Create(\"ws://x\"); w.MapFunction(\"a::b\", () => 1); w.MapFunction(\"a::b\", () => 2); class C { void F(IIIWorker w) { w.MapFunction(\"a::b\", () => 1); w.MapFunction(\"a::b\", () => 2); } }");
        Assert.Equal(2, found.Count(d => d.Id == "III022"));
    }

    [Fact]
    public async Task An_id_without_a_service_is_a_suggestion_as_it_is_for_methods()
    {
        var diagnostic = Assert.Single(await Analysis.OfAsync("using Iii; static class C { static void F(IIIWorker w) => w.MapFunction(\"add\", (int a) => a); }"));
        Assert.Equal("III050", diagnostic.Id);
        Assert.Equal("\"add\"", Generation.TextAt(diagnostic));
    }

    [Fact]
    public void A_condition_that_MapFunction_registers_with_a_constant_is_in_the_assembly()
    {
        var generation = Generation.Of("""
            using Iii;
            static class C
            {
                const string Open = "shop::open";
                [IIIFunction("a::b"), CronTrigger("@daily", ConditionFunctionId = Open)] public static int F() => 1;
                static void Map(IIIWorker w, string id)
                {
                    w.MapFunction("shop::" + "open", () => true);
                    w.MapFunction(id, [HttpTrigger("GET", "/", ConditionFunctionId = "a::b")] () => true);
                    w.MapFunction("a::c", [HttpTrigger("GET", "/c", ConditionFunctionId = "shop::closed")] () => true);
                }
            }
            """);
        Assert.Equal(["III036"], generation.Ids);
        Assert.Equal("\"shop::closed\"", Generation.TextAt(generation.Diagnostics[0]));
    }

    [Fact]
    public void A_route_of_a_mapped_function_that_a_method_has_is_reported_at_both_places()
    {
        var generation = Generation.Of("""
            using Iii;
            static class C
            {
                [IIIFunction("a::b"), HttpTrigger("GET", "/x/:id")] public static int F(string id) => 1;
                static void Map(IIIWorker w, bool x)
                {
                    w.MapFunction("a::c", [HttpTrigger("GET", "/x/:key")] (string key) => true);
                    if (x) { w.MapFunction("a::d", [HttpTrigger("GET", "/y")] () => true); } else { w.MapFunction("a::e", [HttpTrigger("GET", "/y")] () => true); }
                }
            }
            """);
        Assert.Equal(["III011", "III011"], generation.Ids);
        Assert.Equal(["HttpTrigger(\"GET\", \"/x/:id\")", "HttpTrigger(\"GET\", \"/x/:key\")"], generation.Diagnostics.Select(Generation.TextAt).Order(StringComparer.Ordinal));
    }

    private static async Task<IEnumerable<Diagnostic>> SaidOfAsync(string body) => (await Analysis.OfAsync(
        $"using Iii; static class C {{ [IIIFunction(\"a::m\")] public static int M() => 1; static void F(IIIWorker w, IIIWorker other, bool x, string id) {{ {body} }} }}")).Where(d => d.Id == "III022");
}
