using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Iii.Generators.Tests;

/// <summary>Edits leave nothing behind. What is held is counted for the whole process, and so nothing else runs beside this.</summary>
[Collection(nameof(Alone))]
public sealed class MemoryTests
{
    [Fact]
    public void A_thousand_edits_take_no_more_memory_than_a_hundred()
    {
        var editing = new Editing();
        editing.Run(0, 100);
        var early = editing.Held();
        var old = editing.Run(100, 1000);
        var late = editing.Held();

        // What one more compilation would hold is some hundred kilobytes; nine hundred of them, hundreds of megabytes.
        Assert.True(late - early < 32 << 20, $"{early:N0} bytes after 100 edits, {late:N0} after 1,000.");
        Assert.All(old, compilation => Assert.False(compilation.IsAlive, "A compilation that was edited since is still held."));
    }

    /// <summary>An editor in which somebody types.</summary>
    private sealed class Editing
    {
        private GeneratorDriver _driver = CSharpGeneratorDriver.Create([new WorkerGenerator().AsSourceGenerator()], parseOptions: Generation.Parsing);
        private Compilation _compilation = Generation.Of(IncrementalTests.Sources).Input;

        /// <summary>Types, and gives what every hundredth edit had compiled but the last.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        public List<WeakReference> Run(int first, int last)
        {
            var old = new List<WeakReference>();
            for (var i = first; i < last; i++)
            {
                // One in ten edits changes a type, one a trigger's place; the others a body.
                var file = i % 4;
                var text = file switch
                {
                    0 => IncrementalTests.Orders.Replace("var lines = 0", $"var lines = {i}", StringComparison.Ordinal),
                    1 => i % 10 == 1 ? IncrementalTests.Lines.Replace("Count", $"Count{i}", StringComparison.Ordinal) : $"/* {i} */ {IncrementalTests.Lines}",
                    2 => IncrementalTests.Users.Replace("=> null", $"=> new User {{ Name = \"{i}\" }}", StringComparison.Ordinal),
                    _ => new string('\n', i % 7) + IncrementalTests.Start.Replace("value * by.By", $"value * {i} * by.By", StringComparison.Ordinal),
                };
                var tree = _compilation.SyntaxTrees.ElementAt(file);
                _compilation = _compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Generation.Parsing, tree.FilePath));
                _driver = _driver.RunGenerators(_compilation);
                if (i % 100 == 50)
                {
                    old.Add(new WeakReference(_compilation));
                }
            }

            return old;
        }

        public long Held()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
            var held = GC.GetTotalMemory(forceFullCollection: true);
            GC.KeepAlive(_driver);
            return held;
        }
    }
}

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
