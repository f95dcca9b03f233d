using Microsoft.Extensions.AI;

namespace Iii.Samples.Embedding.Tests;

/// <summary>Compares token ids and embeddings with those that were computed independently of any runtime.</summary>
[Collection(nameof(MiniLm))]
public sealed class ReferenceVectorTests(MiniLm model)
{
    public static TheoryData<int> Indices => new(Enumerable.Range(0, 30));

    [Fact]
    public void References_file_hasThirtyTexts() => Assert.Equal(30, MiniLm.References.Count);

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task Tokenizer_referenceText_givesTheSameIds(int index)
    {
        var reference = MiniLm.References[index];
        var loaded = await model.Generator.LoadAsync();
        Assert.Equal(reference.Ids, loaded.Tokenize(reference.Text));
    }

    [Theory]
    [MemberData(nameof(Indices))]
    public async Task Generator_referenceTextAlone_givesTheSameEmbedding(int index)
    {
        var reference = MiniLm.References[index];
        var embeddings = await model.Generator.GenerateAsync([reference.Text]);
        reference.AssertNear(embeddings[0].Vector.ToArray());
    }

    [Fact]
    public async Task Generator_allReferenceTextsInABatch_givesTheSameEmbeddings()
    {
        var embeddings = await model.Generator.GenerateAsync(MiniLm.References.Select(r => r.Text));
        Assert.Equal(MiniLm.References.Count, embeddings.Count);
        Assert.All(MiniLm.References.Zip(embeddings), pair => pair.First.AssertNear(pair.Second.Vector.ToArray()));
    }

    [Fact]
    public async Task Generator_concurrentSingleTexts_givesEachItsOwnEmbedding()
    {
        var embeddings = await Task.WhenAll(MiniLm.References.Select(r => model.Generator.GenerateAsync([r.Text])));
        Assert.All(MiniLm.References.Zip(embeddings), pair => pair.First.AssertNear(pair.Second[0].Vector.ToArray()));
    }

    [Fact]
    public async Task Model_publishedSimilarities_areReproduced()
    {
        var embeddings = await model.Generator.GenerateAsync(MiniLm.References.Take(3).Select(r => r.Text));
        Assert.Equal(0.6660, Cosine(embeddings[0], embeddings[1]), 1e-4);
        Assert.Equal(0.1046, Cosine(embeddings[0], embeddings[2]), 1e-4);
        Assert.Equal(0.1411, Cosine(embeddings[1], embeddings[2]), 1e-4);

        static double Cosine(Embedding<float> a, Embedding<float> b) => a.Vector.ToArray().Zip(b.Vector.ToArray(), (x, y) => (double)x * y).Sum();
    }
}
