using System.Text.Json;
using Iii.DevEngine.Observers;
using Iii.Filters;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>Filters as people read them.</summary>
public sealed class FilterTextTests
{
    [Theory]
    [InlineData("{}", "")]
    [InlineData("""{"input.total":{"$gte":500}}""", "input.total ≥ 500")]
    [InlineData("""{"input.total":{"$gte":500,"$lt":1000}}""", "input.total ≥ 500 and input.total < 1000")]
    [InlineData("""{"input.total":{"$gt":1.5},"caller.worker_name":{"$eq":"shöp \"a\""}}""",
        """caller.worker_name = "shöp \"a\"" and input.total > 1.5""")]
    [InlineData("""{"$or":[{"input.a":{"$eq":1}},{"input.b":{"$ne":null},"input.c":{"$lte":"z"}}]}""",
        """input.a = 1 or (input.b ≠ null and input.c ≤ "z")""")]
    [InlineData("""{"input.x":{"$exists":true},"$or":[{"input.a":{"$eq":1}},{"input.b":{"$eq":2}}]}""",
        "(input.a = 1 or input.b = 2) and input.x is present")]
    [InlineData("""{"$not":{"error.code":{"$in":["A","B"]}}}""", """not (error.code in ["A", "B"])""")]
    [InlineData("""{"input.k":{"$nin":[1,[2,3]]},"input.p":{"$prefix":"a/"}}""",
        """input.k not in [1, [2, 3]] and input.p starts with "a/" """)]
    [InlineData("""{"input.lines":{"$any":{"@.price":{"$gt":5},"@.item":{"$exists":false}}}}""",
        "input.lines has an element @ with (@.item is absent and @.price > 5)")]
    public void Of_filter_readsAsASentence(string filter, string text)
    {
        var normal = Filter.Parse(filter).NormalForm;
        Assert.Equal(text.TrimEnd(), FilterText.Of(JsonDocument.Parse(normal).RootElement));
    }

    [Theory]
    [InlineData("""{"input.a":{"$like":"x"}}""", """input.a $like "x" """)]
    [InlineData("""{"input.a":5}""", "input.a = 5")]
    [InlineData("[1]", "[1]")]
    [InlineData("null", "")]
    public void Of_whatIsNotKnown_isShownAsItIs(string filter, string text) =>
        Assert.Equal(text.TrimEnd(), FilterText.Of(JsonDocument.Parse(filter).RootElement));
}
