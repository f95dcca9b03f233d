extern alias sdk;

using System.Diagnostics;
using System.Globalization;
using Basic.Reference.Assemblies;
using Iii.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Iii.Bench.Generator;

/// <summary>What the generators cost a project of a thousand functions: from nothing, and after an edit.</summary>
internal static class GeneratorBenchmark
{
    private const int Functions = 1_000;
    private const int Warmup = 15;
    private const int Rounds = 15;
    private const int Edits = 20;

    public static void Run(CancellationToken cancellationToken)
    {
        var compilation = CSharpCompilation.Create(
            "Shop",
            Enumerable.Range(0, Functions).Select(i => Parse(Source(i, "1"), i)),
            [.. Net100.References.All, MetadataReference.CreateFromFile(typeof(sdk::Iii.IIIWorker).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        compilation.GetDiagnostics(cancellationToken);

        var first = Run(Unbound(compilation), cancellationToken);
        for (var i = 0; i < Warmup; i++)
        {
            Run(Unbound(compilation), cancellationToken);
        }

        var cold = Cost.Median(Enumerable.Range(0, Rounds).Select(_ => Run(Unbound(compilation), cancellationToken)));
        var bound = Cost.Median(Enumerable.Range(0, Rounds).Select(_ => Run(compilation, cancellationToken)));
        var warm = Driver().RunGenerators(compilation, cancellationToken);
        var before = Managed();
        var body = Edit(warm, compilation, i => Source(0, i.ToString(CultureInfo.InvariantCulture)), cancellationToken);
        var after = Managed();
        var type = Edit(warm, compilation, i => Source(0, "1", $"int Extra{i.ToString(CultureInfo.InvariantCulture)}"), cancellationToken);

        Console.WriteLine($"{Functions:N0} functions, each with a request and a response of its own, in {Functions:N0} files; medians");
        Console.WriteLine();
        Console.WriteLine("| run                                            |      ms |  CPU ms |");
        Console.WriteLine("|------------------------------------------------|--------:|--------:|");
        Console.WriteLine(first.Row("from nothing, in a compiler just started"));
        Console.WriteLine(cold.Row("from nothing, in one that has been running"));
        Console.WriteLine(bound.Row("the same, where the compiler knew the types"));
        Console.WriteLine(body.Row("after an edit in a method's body"));
        Console.WriteLine(type.Row("after a property was added to one type"));
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"memory after {Edits} edits: {(after - before) / 1024.0:+0;-0} KB of {after / 1024.0 / 1024:0} MB"));
    }

    private static Cost Run(CSharpCompilation compilation, CancellationToken cancellationToken) => Time(() => Driver().RunGenerators(compilation, cancellationToken));

    /// <summary>The same sources, of whose types the compiler has looked at none yet.</summary>
    private static CSharpCompilation Unbound(CSharpCompilation compilation) => compilation.Clone();

    private static Cost Edit(GeneratorDriver driver, CSharpCompilation compilation, Func<int, string> source, CancellationToken cancellationToken)
    {
        var times = new List<Cost>();
        for (var i = 0; i < Edits; i++)
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], Parse(source(i + 2), 0));

            // The compiler has bound what was edited before it asks the generators.
            compilation.GetSemanticModel(compilation.SyntaxTrees[0]).GetDiagnostics(cancellationToken: cancellationToken);
            times.Add(Time(() => driver = driver.RunGenerators(compilation, cancellationToken)));
        }

        return Cost.Median(times);
    }

    private static Cost Time(Action action)
    {
        var start = Stopwatch.GetTimestamp();
        var cpu = Environment.CpuUsage.TotalTime;
        action();
        return new Cost(Stopwatch.GetElapsedTime(start).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
    }

    private static long Managed()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private static CSharpGeneratorDriver Driver() => CSharpGeneratorDriver.Create(new WorkerGenerator());

    private static SyntaxTree Parse(string source, int file) => CSharpSyntaxTree.ParseText(source, path: $"File{file}.cs");

    private static string Source(int i, string value, string extra = "int Extra") => $$"""
        namespace Shop;
        public sealed record Request{{i}}(string Id, System.Collections.Generic.List<Line{{i}}> Lines, {{extra}});
        public sealed record Line{{i}}(string Item, int Quantity, decimal? Price);
        public sealed class Response{{i}} { public required string Id { get; init; } public double Total { get; set; } }
        public static class Functions{{i}}
        {
            [Iii.IIIFunction("shop::f{{i}}", Description = "One of many")]
            public static Response{{i}} Call(Request{{i}} request) => new() { Id = request.Id, Total = {{value}} };
        }
        """;

    /// <param name="Elapsed">Milliseconds on the clock.</param>
    /// <param name="Cpu">Milliseconds of CPU in all threads, those that compile and collect among them: what a busy machine changes least.</param>
    private readonly record struct Cost(double Elapsed, double Cpu)
    {
        public static Cost Median(IEnumerable<Cost> costs)
        {
            var all = costs.ToArray();
            return new Cost(Bench.Median.Of(all.Select(c => c.Elapsed)), Bench.Median.Of(all.Select(c => c.Cpu)));
        }

        public string Row(string run) => string.Create(CultureInfo.InvariantCulture, $"| {run,-46} | {Elapsed,7:0.0} | {Cpu,7:0.0} |");
    }
}
