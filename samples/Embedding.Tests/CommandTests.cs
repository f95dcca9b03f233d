using System.Globalization;
using System.Text.RegularExpressions;
using Iii.Samples.Embedding.Commands;

namespace Iii.Samples.Embedding.Tests;

/// <summary>Runs the sample's commands in this process.</summary>
[Collection(nameof(MiniLm))]
public sealed partial class CommandTests(MiniLm model)
{
    [Fact]
    public async Task Demo_table_showsWhichSentencesAreAlike()
    {
        var output = new StringWriter();
        Assert.Equal(0, await Demo.RunAsync(model.Generator, once: true, output));
        var rows = TableRow().Matches(output.ToString());
        Assert.Equal(Demo.Sentences, rows.Select(r => r.Groups["sentence"].Value));
        var table = rows.Select(r => r.Groups["number"].Captures.Select(c => double.Parse(c.Value, CultureInfo.InvariantCulture)).ToArray()).ToArray();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(1, table[i][i]);
            for (var j = 0; j < 4; j++)
            {
                Assert.Equal(table[i][j], table[j][i]);
                Assert.Equal(i / 2 == j / 2, table[i][j] > 0.5);
            }
        }
    }

    [Fact]
    public async Task Check_referenceVectors_passes()
    {
        var output = new StringWriter();
        Assert.Equal(0, await VectorCheck.RunAsync(model.Generator, MiniLm.VectorsPath, output));
        Assert.StartsWith("30 texts, alone and in a batch: 0 with other token ids, 0 embeddings out of tolerance;", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"ids\":[101,102]", "\"ids\":[101,103]", "the token ids differ")]
    [InlineData("\"embedding\":[-0.118838,", "\"embedding\":[-0.120838,", "the embedding differs by 2.0E-003")]
    public async Task Check_changedVectors_fails(string original, string changed, string message)
    {
        var path = Path.GetTempFileName();
        try
        {
            var text = await File.ReadAllTextAsync(MiniLm.VectorsPath);
            Assert.Contains(original, text, StringComparison.Ordinal);
            await File.WriteAllTextAsync(path, text.Replace(original, changed, StringComparison.Ordinal));
            var output = new StringWriter();
            Assert.Equal(1, await VectorCheck.RunAsync(model.Generator, path, output));
            Assert.Contains(message, output.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [GeneratedRegex(@"^  [1-4]  (?<sentence>\S.*?\.) +(?:(?<number>-?\d\.\d\d) *){4}\r?$", RegexOptions.Multiline)]
    private static partial Regex TableRow();
}
