using CsCheck;
using Iii.Filters;

namespace Iii.Json.Tests.Predicates;

/// <summary>A predicate in C# and the filter that it became choose the same calls.</summary>
public sealed class PredicateEquivalenceTests
{
    [Fact]
    public void Filter_ofAPredicate_matchesTheCallsForWhichItIsTrue()
    {
        var rows = PredicateTable.Rows.Select(r => (r.Name, r.Predicate, r.Filter, Parsed: r.Filter is null ? Filter.All : Filter.Parse(r.Filter))).ToArray();
        var matched = new int[rows.Length];
        var rounds = 0;
        PredicateDocuments.Calls.Sample(
            call =>
            {
                rounds++;
                var parts = PredicateDocuments.Parts(call);
                for (var i = 0; i < rows.Length; i++)
                {
                    var expected = IsTrue(rows[i].Predicate, call);
                    matched[i] += expected ? 1 : 0;
                    Assert.True(expected == Matches(rows[i].Parsed, parts), $"{rows[i].Name} is {expected}, its filter {rows[i].Filter} is not, for {System.Text.Encoding.UTF8.GetString(IIIJson.Serialize(call))}");
                }
            },
            iter: 3000,
            threads: 1);

        // A predicate that is always true, or never, shows nothing.
        Assert.All(rows.Select((r, i) => (r.Name, Count: matched[i])), r => Assert.True(r.Count > 0 && r.Count < rounds, $"{r.Name} was true for {r.Count} of {rounds} calls."));
    }

    private static bool IsTrue(Func<Observed<Payment, Receipt?>, bool> predicate, Observed<Payment, Receipt?> call)
    {
        try
        {
            return predicate(call);
        }
        catch (Exception e) when (e is NullReferenceException or ArgumentNullException or InvalidOperationException or KeyNotFoundException or IndexOutOfRangeException)
        {
            return false;
        }
    }

    private static bool Matches(Filter filter, Dictionary<string, byte[]> parts) => filter.Matches(new FilterDocument
    {
        Input = parts.GetValueOrDefault("input"),
        Output = parts.GetValueOrDefault("output"),
        Error = parts.GetValueOrDefault("error"),
        Caller = parts.GetValueOrDefault("caller"),
        Metadata = parts.GetValueOrDefault("metadata"),
    });
}
