using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Iii.Generators.Tests;

/// <summary>The pages that say what tests show: each link leads to a test that there is, and no row is empty.</summary>
public sealed partial class TestTableTests
{
    private static readonly string s_docs = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs"));

    public static TheoryData<string> Pages() => ["parity.md", "conformance.md"];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Each_link_leads_to_a_test(string page)
    {
        var links = Links().Matches(File.ReadAllText(Path.Combine(s_docs, page)));
        Assert.True(links.Count > 50);
        Assert.All(links, link =>
        {
            var file = Path.Combine(s_docs, link.Groups["file"].Value);
            var name = link.Groups["text"].Value;
            Assert.True(File.Exists(file), $"{page} links to {file}, which is not there.");
            Assert.True(
                Path.GetFileNameWithoutExtension(file) == name || File.ReadAllText(file).Contains($" {name.Replace(' ', '_')}(", StringComparison.Ordinal),
                $"{page} links to '{name}' in {file}, which has no such test.");
        });
    }

    [Theory]
    [MemberData(nameof(Pages))]
    public void No_row_is_empty(string page) => Assert.All(
        File.ReadLines(Path.Combine(s_docs, page)).Where(l => l.StartsWith("| ", StringComparison.Ordinal)),
        row => Assert.All(row.Trim('|').Split(" | "), cell => Assert.NotEqual("", cell.Trim())));

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<file>[^)]+\.cs)\)")]
    private static partial Regex Links();
}
