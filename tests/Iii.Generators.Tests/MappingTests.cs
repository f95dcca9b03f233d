using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests;

/// <summary>Calls of MapFunction are taken over, or refused with the reason.</summary>
public sealed class MappingTests
{
    private const string Surroundings = """
        using System; using System.Collections.Generic; using System.Threading; using System.Threading.Tasks; using Iii;
        public record Request(int A); public delegate int Named(int first, int second);
        public class Calculator { public int Add(int a, int b = 2) => a + b; public static string? Static(in DateTime at, params int[] values) => null; private record Hidden(int A); private delegate int Own(int a);
        """;

    [Fact]
    public void The_definition_and_the_interceptor()
    {
        var files = Generation.Of("""
            using Iii;
            public record Pair(double A, double B);
            public static class Start
            {
                public static void Map(IIIWorker worker)
                {
                    worker.MapFunction("math::add", (Pair pair) => pair.A + pair.B);
                    worker.MapFunction("math::scale", [HttpTrigger("GET", "/scale/:value")] (double value, IIIContext context, double by = 2) => value * by, new FunctionOptions { Description = "Scales" });
                }
            }
            """).Files;
        Snapshot.Verify(files["Functions.Mapped.g.cs"], "Mapped");
        Snapshot.Verify(System.Text.RegularExpressions.Regex.Replace(files["Functions.Mapped.Interceptors.g.cs"], "InterceptsLocation\\(1, \"[^\"]+\"", "InterceptsLocation(1, \"...\""), "Interceptors");
    }

    [Theory]
    [InlineData("(Request request) => request.A")]
    [InlineData("(Request? request, IIIContext context, CancellationToken token, [FromMetadata(\"a\")] int? metadata = null) => request")]
    [InlineData("() => { }")]
    [InlineData("static () => 5")]
    [InlineData("async (int a) => { await Task.Yield(); return a; }")]
    [InlineData("async (int a) => await Task.Yield()")]
    [InlineData("(int a) => new ValueTask<int>(a)")]
    [InlineData("(int a, string b = \"x\", DayOfWeek day = DayOfWeek.Friday, params int[] more) => more")]
    [InlineData("(in int a) => a")]
    [InlineData("int? (int? a) => a")]
    [InlineData("(int a) => (Double: a * 2, Half: a / 2)")]
    [InlineData("delegate (int a) { return a; }")]
    [InlineData("Local")]
    [InlineData("calculator.Add")]
    [InlineData("Static")]
    [InlineData("SequenceAsync")]
    [InlineData("(Named)((first, second) => first)")]
    [InlineData("(Func<int, int>)(x => x)")]
    [InlineData("named")]
    [InlineData("(int a) => seen.Add(a)")]
    public void It_is_taken_over(string handler)
    {
        var generation = Generation.Of(Surroundings + $$"""
            static async IAsyncEnumerable<int> SequenceAsync(int count) { await Task.Yield(); yield return count; }
            public static void Map(IIIWorker worker, string id, Named named)
            {
                var calculator = new Calculator();
                var seen = new HashSet<int>();
                string Local(int a, Request? b = null) => "";
                worker.MapFunction("a::b", {{handler}});
                worker?.MapFunction(options: null, id: id, handler: {{handler}});
            } }
            """);
        Assert.Empty(generation.Diagnostics.Select(d => d.GetMessage(null)));
        Assert.DoesNotContain(generation.CompilerMessages, m => !m.Contains("CS8602", StringComparison.Ordinal) && !m.Contains("CS8321", StringComparison.Ordinal));
        Assert.Equal(2, generation.Files["Functions.Mapped.Interceptors.g.cs"].Split("[global::System.Runtime.CompilerServices.InterceptsLocation(").Length - 1);
    }

    [Theory]
    [InlineData("func", "III021", "a System.Func<int, int>", "func")]
    [InlineData("handler", "III021", "a System.Delegate", "handler")]
    [InlineData("new Func<int, int>(func)", "III021", "a System.Func<int, int>", "new Func<int, int>(func)")]
    [InlineData("(Calculator.Own)(a => a)", "III021", "a Calculator.Own, which is private", "(Calculator.Own)(a => a)")]
    [InlineData("own", "III021", "a Calculator.Own, which is private", "own")]
    [InlineData("(System.IO.Stream s) => 1", "III003", "System.IO.Stream", "s")]
    [InlineData("(int a) => System.IO.Stream.Null", "III004", "Stream", "(int a) => System.IO.Stream.Null")]
    [InlineData("(ref int a) => 1", "III007", "by reference", "a")]
    [InlineData("(int a, [FromPayload(\"a\")] int b) => 1", "III007", "'a' already", "b")]
    [InlineData("(Hidden a) => 1", "III003", "private", "a")]
    [InlineData("([FromServices] Hidden a) => 1", "III007", "private", "a")]
    [InlineData("(T a) => 1", "III003", "type parameter", "a")]
    [InlineData("(Action)(async () => await Task.Yield())", "III008", "async void", "(Action)(async () => await Task.Yield())")]
    [InlineData("[HttpTrigger(\"GIT\", \"/\")] () => 1", "III009", "GIT", "\"GIT\"")]
    public void It_is_refused(string handler, string id, string message, string at)
    {
        var generation = Generation.Of(Surroundings + $$"""
            public static void Map<T>(IIIWorker worker, Func<int, int> func, Delegate handler)
            {
                Own own = a => a;
                worker.MapFunction("a::b", {{handler}});
            } }
            """);
        var diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(null), StringComparison.Ordinal);
        Assert.Equal(at, Generation.TextAt(diagnostic));
        Assert.DoesNotContain(generation.CompilerMessages, m => !m.StartsWith("File0.cs", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"\"", "is missing")]
    [InlineData("\"a b\"", "white space")]
    [InlineData("\"engine::x\"", "engine's own")]
    public void A_constant_id_is_checked(string id, string message)
    {
        var generation = Generation.Of($"static class Start {{ static void Map(Iii.IIIWorker worker) => worker.MapFunction({id}, () => 1); }}");
        Assert.Equal(["III002"], generation.Ids);
        Assert.Contains(message, generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void An_edit_elsewhere_in_the_file_changes_no_definition()
    {
        const string Source = "static class Start { static void Map(Iii.IIIWorker worker) => worker.MapFunction(\"a::b\", (int a) => a); static int X() => 1; }";
        var before = Generation.Of(Source);
        var after = before.With(0, "\n" + Source.Replace("=> 1", "=> 2", StringComparison.Ordinal));
        Assert.Equal(before.Files["Functions.Mapped.g.cs"], after.Files["Functions.Mapped.g.cs"]);
        Assert.NotEqual(before.Files["Functions.Mapped.Interceptors.g.cs"], after.Files["Functions.Mapped.Interceptors.g.cs"]);
        Assert.All(
            after.Steps.Where(s => s.Step is nameof(Infrastructure.TrackingNames.MappedFunctions) or nameof(Infrastructure.TrackingNames.JsonTypes)),
            s => Assert.True(s.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{s.Step}: {s.Reason}"));
    }

    [Fact]
    public void Each_assembly_has_a_name_of_its_own_for_its_registration()
    {
        var library = Generation.Of("public static class Library { [Iii.IIIFunction(\"a::b\")] public static int F() => 1; }");
        Assert.Contains("public static global::Iii.IIIWorker AddShopFunctions(", library.Files["Functions.Registration.g.cs"], StringComparison.Ordinal);
        using var binary = new MemoryStream();
        Assert.True(library.Output.Emit(binary).Success);
        var program = Generation.Of(
            [MetadataReference.CreateFromImage(binary.ToArray())],
            "using Iii; static class Start { [IIIFunction(\"a::c\")] static public int G() => 1; static void Add(IIIWorker worker) => worker.AddFunctions().AddShopFunctions().AddTownFunctions(); }");
        Assert.Empty(program.CompilerMessages);
    }
}
