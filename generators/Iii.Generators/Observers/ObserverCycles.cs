using System.Collections.Immutable;
using Iii.Generators.Diagnostics;
using Iii.Generators.Functions;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Observers;

/// <summary>Finds functions that run after each other in a circle.</summary>
internal static class ObserverCycles
{
    /// <summary>One diagnostic for each observer that is a part of a circle.</summary>
    public static IEnumerable<DiagnosticRecord> Of(ImmutableArray<FunctionFound> functions)
    {
        // In another namespace, the same id is another function.
        var edges = functions.Where(f => f.Id is { Length: > 0 })
            .SelectMany(f => f.Observers.Where(o => o.Model.Namespace is null && o.Model.Source != f.Id), (f, o) => (Target: f.Id!, o.Model.Source, o.Location))
            .ToArray();
        var targets = edges.ToLookup(e => e.Source, e => e.Target, StringComparer.Ordinal);
        foreach (var (target, source, location) in edges)
        {
            if (Way(target, source, targets) is { } way)
            {
                yield return new DiagnosticRecord(ObserverDiagnostics.Cycle, location, new[] { target, source, string.Join(" → ", way.Prepend(source)) }.ToEquatableArray());
            }
        }
    }

    /// <summary>The shortest way from a function to another by what runs after what; null for none.</summary>
    private static List<string>? Way(string from, string to, ILookup<string, string> targets)
    {
        var before = new Dictionary<string, string?>(StringComparer.Ordinal) { [from] = null };
        var next = new Queue<string>([from]);
        while (next.Count > 0)
        {
            var function = next.Dequeue();
            if (function == to)
            {
                var way = new List<string>();
                for (string? step = to; step is not null; step = before[step])
                {
                    way.Insert(0, step);
                }

                return way;
            }

            foreach (var target in targets[function].Where(t => !before.ContainsKey(t)))
            {
                before.Add(target, function);
                next.Enqueue(target);
            }
        }

        return null;
    }
}
