using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace Iii.Filters.Tests;

/// <summary>Checks docs/filters.md: its tables are evaluated, its C# is run.</summary>
public sealed partial class DocsTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "filters.md"));

    [Fact]
    public void Tables_eachFilter_matchesWhatTheTableSays()
    {
        var rows = VerdictRow().Matches(s_page);
        Assert.Equal(20, rows.Count);
        foreach (Match row in rows)
        {
            var filter = Filter.Parse(row.Groups["filter"].Value);
            Assert.True(filter.Matches(Document(filter, row.Groups["yes"].Value)), row.Value);
            Assert.False(filter.Matches(Document(filter, row.Groups["no"].Value)), row.Value);
        }
    }

    [Fact]
    public void Tables_eachNormalForm_isThatOfItsFilter()
    {
        var rows = NormalFormRow().Matches(s_page);
        Assert.Equal(3, rows.Count);
        Assert.All(rows, row => Assert.Equal(row.Groups["normal"].Value, Filter.Parse(row.Groups["filter"].Value).ToString()));
    }

    [Fact]
    public void FirstExample_isAFilter() => Filter.Parse(Blocks("json").Single());

    [Fact]
    public void CSharp_eachBlock_standsInTheTestsThatRunIt()
    {
        var tests = Compact(File.ReadAllText(Here()));
        var blocks = Blocks("csharp").ToArray();
        Assert.Equal(4, blocks.Length);
        Assert.All(blocks, block => Assert.Contains(Compact(block), tests, StringComparison.Ordinal));
    }

    [Fact]
    public void CSharp_evaluation_matches()
    {
        var filter = Filter.Parse("""{"input.total":{"$gte":500},"input.region":{"$eq":"eu"}}""");
        var isMatch = filter.Matches(new FilterDocument { Input = """{"total":750,"region":"eu"}"""u8 });
        Assert.True(isMatch);
    }

    [Fact]
    public void CSharp_mistake_isReportedWithItsPosition()
    {
        if (!Filter.TryParse("""{"input.total":500}"""u8, out _, out var error))
        {
            // INVALID_FILTER at byte 15: 'input.total' takes an object of operators, and this is a number; …
            Console.WriteLine($"{error.Code} at byte {error.BytePosition}: {error.Message}");
        }

        Assert.Equal(
            "INVALID_FILTER at byte 15: 'input.total' takes an object of operators, and this is a number; ",
            $"{error!.Code} at byte {error.BytePosition}: {error.Message}"[..93]);
    }

    [Fact]
    public void CSharp_index_findsTheKey()
    {
        var index = new FilterIndex<string>();
        index.Set("large", Filter.Parse("""{"input.total":{"$gte":500}}"""));
        index.Set("european", Filter.Parse("""{"input.region":{"$eq":"eu"}}"""));
        var matches = new List<string>();
        index.Match(new FilterDocument { Input = """{"total":100,"region":"eu"}"""u8 }, matches);
        Assert.Equal(["european"], matches);
    }

    [Fact]
    public void CSharp_pathCheck_reportsThePath()
    {
        var result = FilterPathCheck.Check(
            Filter.Parse("""{"input.totl":{"$gte":500}}"""),
            requestFormat: """{"type":"object","properties":{"total":{"type":"number"}},"additionalProperties":false}"""u8,
            responseFormat: default);
        Assert.Equal("INVALID_FILTER_PATH: 'input.totl' is not in request_format.", result.Error!.ToString());
    }

    private static FilterDocument Document(Filter filter, string part)
    {
        var utf8 = Encoding.UTF8.GetBytes(part);
        return filter.Roots switch
        {
            FilterRoots.Input => new FilterDocument { Input = utf8 },
            FilterRoots.Output => new FilterDocument { Output = utf8 },
            _ => new FilterDocument { Error = utf8 },
        };
    }

    private static IEnumerable<string> Blocks(string language) => Block().Matches(s_page).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["code"].Value);

    private static string Here([CallerFilePath] string path = "") => path;

    private static string Compact(string code) => WhiteSpace().Replace(code, "");

    [GeneratedRegex(@"^\| `(?<filter>\{.*?\})` \| `(?<yes>[^`]*)` \| `(?<no>[^`]*)` \|$", RegexOptions.Multiline)]
    private static partial Regex VerdictRow();

    [GeneratedRegex(@"^\| `(?<filter>\{[^`]*)` \| `(?<normal>[^`]*)` \|$", RegexOptions.Multiline)]
    private static partial Regex NormalFormRow();

    [GeneratedRegex(@"^```(?<language>json|csharp)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
