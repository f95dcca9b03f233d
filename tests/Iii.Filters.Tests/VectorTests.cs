using System.Text;
using System.Text.Json;

namespace Iii.Filters.Tests;

/// <summary>Checks the answers of the reference implementation.</summary>
public sealed class VectorTests
{
    private static readonly Dictionary<string, VectorCase> s_cases =
        new[] { "parse", "eval", "limits", "schema", "index" }.SelectMany(VectorCase.Read).ToDictionary(c => c.Id);

    public static TheoryData<string, string> ParseCases => Cases("parse");

    public static TheoryData<string, string> EvaluationCases => Cases("eval");

    public static TheoryData<string, string> LimitCases => Cases("limits");

    public static TheoryData<string, string> SchemaCases => Cases("schema");

    public static TheoryData<string, string> IndexCases => Cases("index");

    [Theory]
    [MemberData(nameof(ParseCases))]
    public void Parse_vector_isTheReferencesAnswer(string id, string about)
    {
        var vector = s_cases[id];
        var isFilter = Filter.TryParse(vector.Utf8("filter"), out var filter, out var error);
        Assert.True(isFilter == (Outcome(vector) == "ok"), $"{id} ({about}): {error}");
        if (!isFilter)
        {
            Assert.Equal("INVALID_FILTER", error!.Code);
            return;
        }

        var normal = vector.Utf8("normal");
        if (normal is null)
        {
            // One of the differences: the reference refuses a number that it does not read as the nearest double.
            Assert.NotNull(vector.Find("python"));
            return;
        }

        Assert.Equal(Encoding.UTF8.GetString(normal), filter!.ToString());
        Assert.Equal(vector.Json.GetProperty("matchAll").GetBoolean(), filter.MatchesAll);
        Assert.Equal(vector.Json.GetProperty("indexable").GetBoolean(), filter.IsIndexable);
        Assert.Equal(Roots(vector.Json.GetProperty("roots")), filter.Roots);
        Assert.True(Filter.TryParseNormalForm(normal, out var again, out error), $"{id}: {error}");
        Assert.Equal(filter.ToString(), again.ToString());
    }

    [Theory]
    [MemberData(nameof(EvaluationCases))]
    public void Matches_vector_isTheReferencesAnswer(string id, string about)
    {
        var vector = s_cases[id];
        Assert.True(Evaluate(vector) == Match(vector), $"{id} ({about})");
    }

    [Fact]
    public void Matches_randomVectors_areTheReferencesAnswers() =>
        Assert.Empty(VectorCase.Read("random").Where(c => Evaluate(c) != Match(c)).Select(c => c.Id));

    [Theory]
    [MemberData(nameof(LimitCases))]
    public void Limit_vector_isTheReferencesAnswer(string id, string about)
    {
        var vector = s_cases[id];
        var utf8 = vector.Utf8("filter")!;
        if (vector.Find("filterBytes") is { } length)
        {
            Assert.Equal(length.GetInt32(), utf8.Length);
        }

        var isFilter = Filter.TryParse(utf8, out var filter, out var error);
        Assert.True(isFilter == (Outcome(vector) == "ok"), $"{id} ({about}): {error}");
        if (vector.Find("trusted") is { } trusted)
        {
            Assert.True(Filter.TryParseNormalForm(utf8, out _, out error) == (trusted.GetString() == "ok"), $"{id} ({about}), trusted: {error}");
        }

        if (filter is null)
        {
            return;
        }

        // Where the reference does not read the nearest double, its normal form has another number.
        if (vector.Find("python") is null)
        {
            if (vector.Find("normalBytes") is { } bytes)
            {
                Assert.Equal(bytes.GetInt32(), filter.NormalForm.Length);
            }

            if (vector.Utf8("normal") is { } normal)
            {
                Assert.Equal(Encoding.UTF8.GetString(normal), filter.ToString());
            }
        }

        if (vector.Utf8("doc") is { } document)
        {
            Assert.True(Documents.Matches(filter, document) == Match(vector), $"{id} ({about})");
        }
    }

    [Theory]
    [MemberData(nameof(SchemaCases))]
    public void Check_vector_isTheReferencesAnswer(string id, string about)
    {
        var vector = s_cases[id];
        var result = FilterPathCheck.Check(Filter.Parse(vector.Utf8("filter")), vector.Utf8("request"), vector.Utf8("response"));
        if (Outcome(vector) == "ok")
        {
            Assert.True(result.Error is null, $"{id} ({about}): {result.Error}");
            Assert.Equal(vector.Json.GetProperty("warnings").GetInt32(), result.Warnings.Count);
            Assert.Equal(vector.Json.GetProperty("unverified").EnumerateArray().Select(p => p.GetString()), result.Warnings.Select(w => w.Path));
            return;
        }

        Assert.True(result.Error is not null, $"{id} ({about})");
        Assert.Equal(
            $"INVALID_FILTER_PATH: '{vector.Json.GetProperty("path").GetString()}' is not in {vector.Json.GetProperty("format").GetString()}.",
            result.Error.ToString());
        Assert.Empty(result.Warnings);
    }

    [Theory]
    [MemberData(nameof(IndexCases))]
    public void Index_vector_isTheReferencesAnswer(string id, string about)
    {
        var index = new FilterIndex<int>();
        var number = 0;
        foreach (var step in s_cases[id].Json.GetProperty("steps").EnumerateArray())
        {
            var where = $"{id} ({about}), step {number++}";
            if (step.TryGetProperty("insert", out var inserted))
            {
                var filter = Filter.Parse(VectorCase.Utf8(step, "filter"));
                Assert.True(step.GetProperty("indexable").GetBoolean() == filter.IsIndexable, where);
                index.Set(inserted.GetInt32(), filter);
            }
            else if (step.TryGetProperty("remove", out var removed))
            {
                Assert.True(index.Remove(removed.GetInt32()) == step.GetProperty("removed").GetBoolean(), where);
            }
            else
            {
                var matches = new List<int>();
                index.Match(Documents.Of(Documents.Split(VectorCase.Utf8(step, "doc")!)), matches);
                Assert.True(step.GetProperty("count").GetInt32() == index.Count, where);
                Assert.True(step.GetProperty("keys").EnumerateArray().Select(k => k.GetInt32()).SequenceEqual(matches), where);
            }
        }
    }

    private static bool Evaluate(VectorCase vector)
    {
        var filter = Filter.Parse(vector.Utf8("filter"));
        var document = vector.Utf8("doc")!;
        var isMatch = Documents.Matches(filter, document);
        Assert.True(Filter.TryParseNormalForm(filter.NormalForm.Span, out var normal, out var error), $"{vector.Id}: {error}");
        Assert.Equal(isMatch, Documents.Matches(normal, document));
        return isMatch;
    }

    /// <summary>Gets the verdict of the nearest doubles, where the reference does not read those.</summary>
    private static bool Match(VectorCase vector) => (vector.Find("python") ?? vector.Json.GetProperty("match")).GetBoolean();

    /// <summary>Gets the outcome. Most differences concern texts that both refuse, each with another code; in this one the reference rounds to 2^53 + 2.</summary>
    private static string Outcome(VectorCase vector) => vector.Id == "p353" ? "ok" : vector.Json.GetProperty("outcome").GetString()!;

    private static FilterRoots Roots(JsonElement roots) =>
        roots.EnumerateArray().Aggregate(FilterRoots.None, (all, root) => all | Enum.Parse<FilterRoots>(root.GetString()!, ignoreCase: true));

    private static TheoryData<string, string> Cases(string file)
    {
        var data = new TheoryData<string, string>();
        foreach (var vector in VectorCase.Read(file))
        {
            data.Add(vector.Id, vector.About);
        }

        return data;
    }
}
