using Iii.Samples.Embedding;

namespace Iii.Interop.Tests;

/// <summary>The sample's functions give what the Python worker gives.</summary>
public sealed class EmbeddingTests
{
    [Theory]
    [InlineData(new double[] { 1, 2 }, new double[] { 2, 4 }, 1)]
    [InlineData(new double[] { 1, 0 }, new double[] { 0, 1 }, 0)]
    [InlineData(new double[] { 1, 0 }, new double[] { -2, 0 }, -1)]
    [InlineData(new double[] { }, new double[] { }, 0)]
    [InlineData(new double[] { 1 }, new double[] { 1, 2 }, 0)]
    [InlineData(new double[] { 0, 0 }, new double[] { 1, 2 }, 0)]
    [InlineData(null, new double[] { 1 }, 0)]
    [InlineData(new double[] { 1 }, null, 0)]
    public void Similarity_is_the_cosine_and_zero_where_there_is_none(double[]? a, double[]? b, double similarity) =>
        Assert.Equal(similarity, EmbeddingFunctions.Similarity(a, b).Similarity, 12);

    [Fact]
    public void A_text_becomes_128_numbers_of_length_one_by_the_formula()
    {
        var embedding = EmbeddingFunctions.Generate("Ab").Embedding!;
        Assert.Equal(128, embedding.Length);
        Assert.Equal(1, Math.Sqrt(embedding.Sum(x => x * x)), 12);

        // FNV-1a of "ab", in 32 bits.
        const double Hash = 0x4D2505CA;
        var wave = Enumerable.Range(1, 128).Select(i => Math.Sin(Hash * i)).ToArray();
        var norm = Math.Sqrt(wave.Sum(x => x * x));
        Assert.All(Enumerable.Range(0, 128), i => Assert.Equal(wave[i] / norm, embedding[i], 12));
    }

    [Fact]
    public void White_space_and_case_do_not_matter_and_no_text_gives_zeros()
    {
        Assert.Equal(EmbeddingFunctions.Generate("a b").Embedding, EmbeddingFunctions.Generate(" A\t b\n").Embedding);
        Assert.Equal(new double[128], EmbeddingFunctions.Generate("").Embedding);
        Assert.Equal(new double[128], EmbeddingFunctions.Generate(" \n").Embedding);
    }

    [Fact]
    public void A_batch_has_precedence_and_gives_one_vector_each()
    {
        var result = EmbeddingFunctions.Generate("ignored", ["a", "b"]);
        Assert.Null(result.Embedding);
        Assert.Equal([EmbeddingFunctions.Generate("a").Embedding!, EmbeddingFunctions.Generate("b").Embedding!], result.Embeddings!);
        Assert.Equal(128, result.Dim);
    }
}
