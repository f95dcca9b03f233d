using System.Text;

namespace Iii.Filters.Tests;

/// <summary>Checks what the vectors do not ask: positions, texts that no reader takes, memory, and threads.</summary>
public sealed class FilterTests
{
    [Theory]
    [InlineData("", 0, "the end")]
    [InlineData("{\"input.a\":{\"$eq\":01}}", 20, "without leading zeros")]
    [InlineData("[]", 0, "A filter is an object, and this is an array")]
    [InlineData("{\"input..a\":{\"$eq\":1}}", 1, "'input..a' is not valid: it has an empty segment")]
    [InlineData("{\"inptu.a\":{\"$eq\":1}}", 1, "'inptu' is not a root")]
    [InlineData("{\"input.a\":{\"$eq\":1,\"$equals\":2}}", 20, "'$equals' on 'input.a' is not an operator")]
    [InlineData("{\"input.a\":{\"$exists\":1}}", 22, "$exists on 'input.a' takes true or false, and this is a number")]
    [InlineData("{\"input.a\":{\"$in\":[1,9007199254740993]}}", 21, "9007199254740993, which is not within ±2^53")]
    [InlineData("{\"$eq\":1}", 1, "$eq needs a path")]
    [InlineData("{\"$or\":[]}", 7, "$or takes at least one filter")]
    [InlineData("{\"input.a\":{\"$not\":{}}}", 12, "$not combines filters and cannot stand on the path 'input.a'")]
    [InlineData("{\"@.a\":{\"$eq\":1}}", 1, "@ is the element of an $any")]
    [InlineData("{\"input.é\":{\"$any\":{\"input.b\":{\"$eq\":1}}}}", 21, "only @ can be read in $any")]
    public void TryParse_mistake_isReportedAtItsByte(string text, int position, string message)
    {
        Assert.False(Filter.TryParse(Encoding.UTF8.GetBytes(text), out _, out var error));
        Assert.Equal((FilterErrorCodes.InvalidFilter, position), (error.Code, error.BytePosition));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_invalidUtf8_isRefusedAtItsByte()
    {
        Assert.False(Filter.TryParse([.. "{\"input."u8, 0xC3, 0x28, .. "\":{\"$eq\":1}}"u8], out _, out var error));
        Assert.Equal(8, error.BytePosition);
    }

    [Fact]
    public void Parse_notAFilter_throwsTheError()
    {
        var exception = Assert.Throws<FilterException>(() => Filter.Parse("{\"input\":1}"));
        Assert.Equal(FilterErrorCodes.InvalidFilter, exception.Error.Code);
        Assert.Equal(exception.Error.ToString(), exception.Message);
    }

    [Theory]
    [InlineData("""{"input":{"$exists":true}}""", "1e400", true)]
    [InlineData("""{"input":{"$gt":0}}""", "1e400", false)]
    [InlineData("""{"input":{"$lt":0}}""", "1e400", false)]
    [InlineData("""{"input":{"$ne":0}}""", "1e400", true)]
    [InlineData("""{"input":{"$exists":true}}""", "\"\\ud83d\"", true)]
    [InlineData("""{"input":{"$prefix":""}}""", "\"\\ud83d\"", false)]
    [InlineData("""{"input":{"$gte":""}}""", "\"\\ud83d\"", false)]
    [InlineData("""{"input.a":{"$eq":1}}""", "{\"a\":1,\"\\ud83d\":2}", true)]
    [InlineData("""{"input":{"$eq":{"a":1}}}""", "{\"a\":1,\"\\ud83d\":2}", false)]
    public void Matches_valueThatNoReaderTakes_equalsNothingAndHasNoOrder(string filter, string input, bool expected) =>
        Assert.Equal(expected, Filter.Parse(filter).Matches(new FilterDocument { Input = Encoding.UTF8.GetBytes(input) }));

    [Fact]
    public void Matches_invalidUtf8_hasNoPrefixAndNoOrder()
    {
        byte[] input = [(byte)'"', (byte)'a', 0xFF, (byte)'"'];
        Assert.False(Filter.Parse("""{"input":{"$prefix":"a"}}""").Matches(new FilterDocument { Input = input }));
        Assert.False(Filter.Parse("""{"input":{"$gt":"a"}}""").Matches(new FilterDocument { Input = input }));
    }

    [Fact]
    public void Matches_documentNestedAMillionDeep_isSkipped()
    {
        var input = Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 1_000_000)}{new string(']', 1_000_000)},\"b\":1}}");
        Assert.True(Filter.Parse("""{"input.b":{"$eq":1},"input.a.0.0.0":{"$exists":true}}""").Matches(new FilterDocument { Input = input }));
    }

    [Fact]
    public void Matches_steadyState_allocatesNothing()
    {
        var filter = Filter.Parse(
            """{"input.rows":{"$any":{"@.k":{"$in":["a","\u00e9"]},"@.o":{"$eq":{"x":[1,"y"]}}}},"input.s":{"$prefix":"long"},"caller.n":{"$gt":1.5}}""");
        var input = Encoding.UTF8.GetBytes(
            "{\"s\":\"long \\u0041 " + new string('x', 500) + "\",\"rows\":[{\"k\":\"b\"},{\"k\":\"\\u00e9\",\"o\":{\"x\":[1,\"\\u0079\"]}}]}");
        var index = new FilterIndex<int>();
        for (var i = 0; i < 100; i++)
        {
            index.Set(i, i == 0 ? filter : Filter.Parse($$$"""{"caller.n":{"$eq":{{{i}}}}}"""));
        }

        var matches = new List<int>(16);
        MatchBoth();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            matches.Clear();
            MatchBoth();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal([0, 17], matches);

        void MatchBoth()
        {
            var document = new FilterDocument { Input = input, Caller = """{"n":17}"""u8 };
            Assert.True(filter.Matches(document));
            index.Match(document, matches);
        }
    }

    [Fact]
    public void Matches_manyThreads_eachSeesItsDocument()
    {
        var filter = Filter.Parse("""{"input.n":{"$any":{"$eq":1}}}""");
        Parallel.For(0, 2000, i =>
            Assert.Equal(i % 2 == 0, filter.Matches(new FilterDocument { Input = i % 2 == 0 ? """{"n":[0,1]}"""u8 : """{"n":[0,2]}"""u8 })));
    }

    [Fact]
    public void Index_keysInAnyOrder_areReturnedInTheirs()
    {
        var index = new FilterIndex<string>();
        foreach (var key in (string[])["b", "a", "B", "é", "c"])
        {
            index.Set(key, Filter.All);
        }

        List<string> matches = ["first"];
        index.Match(default, matches);
        Assert.Equal(["first", "B", "a", "b", "c", "é"], matches);
        index.Clear();
        Assert.Equal((0, false), (index.Count, index.Contains("a")));
    }

    [Fact]
    public void Index_manyPathsAndValues_findsWhatScanningFinds()
    {
        var index = new FilterIndex<int>();
        var filters = new Filter[600];
        for (var i = 0; i < filters.Length; i++)
        {
            filters[i] = Filter.Parse($$$"""{"input.k{{{i % 40}}}":{"$in":[{{{i}}},"v{{{i % 7}}}"]},"input.n":{"$gte":{{{i % 5}}}}}""");
            index.Set(i, filters[i]);
        }

        for (var i = 0; i < filters.Length; i += 3)
        {
            Assert.True(index.Remove(i));
        }

        var input = Encoding.UTF8.GetBytes($"{{\"n\":3,{string.Join(",", Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? $"\"k{i}\":\"v{i % 7}\"" : $"\"k{i}\":{i + 40}"))}}}");
        var expected = Enumerable.Range(0, filters.Length).Where(i => i % 3 != 0 && filters[i].Matches(new FilterDocument { Input = input })).ToArray();
        var matches = new List<int>();
        index.Match(new FilterDocument { Input = input }, matches);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, matches);
    }
}
