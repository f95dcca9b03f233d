using System.Text.Json;

namespace Iii.Samples.Embedding.Tests;

/// <summary>Holds the sample's own model, loaded once for the tests that need it, and its reference vectors.</summary>
public sealed class MiniLm : IDisposable
{
    internal SentenceEmbeddingGenerator Generator { get; } = new(new EmbeddingOptions(), _ => { });

    internal static string VectorsPath { get; } = Path.Combine(AppContext.BaseDirectory, "Vectors", "all-minilm-l6-v2.json");

    internal static IReadOnlyList<ReferenceText> References { get; } = Read();

    public void Dispose() => Generator.Dispose();

    private static ReferenceText[] Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(VectorsPath));
        return [.. document.RootElement.GetProperty("cases").EnumerateArray().Select(c => new ReferenceText(
            c.GetProperty("text").GetString()!,
            [.. c.GetProperty("ids").EnumerateArray().Select(i => i.GetInt32())],
            [.. c.GetProperty("embedding").EnumerateArray().Select(x => x.GetDouble())]))];
    }
}

/// <summary>Represents a text with what was computed for it independently.</summary>
internal sealed record ReferenceText(string Text, int[] Ids, double[] Embedding)
{
    /// <summary>Asserts that a vector is the text's, within what 32-bit arithmetic may change.</summary>
    public void AssertNear(IReadOnlyList<float> vector)
    {
        Assert.Equal(Embedding.Length, vector.Count);
        Assert.All(Enumerable.Range(0, Embedding.Length), i => Assert.Equal(Embedding[i], vector[i], 1e-3));
        var cosine = Embedding.Zip(vector, (x, y) => x * y).Sum() / Math.Sqrt(Embedding.Sum(x => x * x) * vector.Sum(x => (double)x * x));
        Assert.InRange(cosine, 0.9999, 1.0001);
        Assert.Equal(1, vector.Sum(x => (double)x * x), 1e-5);
    }
}

/// <summary>Shares the model among the classes of the collection.</summary>
[CollectionDefinition(nameof(MiniLm))]
public sealed class MiniLmCollection : ICollectionFixture<MiniLm>;
