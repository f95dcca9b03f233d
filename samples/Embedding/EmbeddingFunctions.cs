using System.Text.Json.Serialization;

namespace Iii.Samples.Embedding;

/// <summary>One vector, or one for each text of a batch.</summary>
public sealed record GenerateResult
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[]? Embedding { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double[][]? Embeddings { get; init; }

    public int Dim { get; init; } = HashingEmbedder.Dimensions;
}

public sealed record SimilarityResult(double Similarity);

public static class EmbeddingFunctions
{
    /// <param name="text">The text to embed.</param>
    /// <param name="batch">Several texts; has precedence over the text when it is not empty.</param>
    [IIIFunction(Id = "embedding::generate", Description = "Generate embeddings of a text or of a batch of texts")]
    [HttpTrigger("POST", "/embedding/generate")]
    public static GenerateResult Generate(string text = "", string[]? batch = null) => batch is { Length: > 0 }
        ? new GenerateResult { Embeddings = Array.ConvertAll(batch, HashingEmbedder.Embed) }
        : new GenerateResult { Embedding = HashingEmbedder.Embed(text) };

    /// <param name="a">The first vector.</param>
    /// <param name="b">The second vector, of the same length.</param>
    [IIIFunction(Id = "embedding::similarity", Description = "Compute cosine similarity")]
    [HttpTrigger("POST", "/embedding/similarity")]
    public static SimilarityResult Similarity(double[]? a = null, double[]? b = null)
    {
        if (a is not { Length: > 0 } || b is null || a.Length != b.Length)
        {
            return new SimilarityResult(0);
        }

        double dot = 0, squareA = 0, squareB = 0;
        for (var i = 0; i < a.Length; i++)
        {
            dot += a[i] * b[i];
            squareA += a[i] * a[i];
            squareB += b[i] * b[i];
        }

        return new SimilarityResult(squareA == 0 || squareB == 0 ? 0 : dot / (Math.Sqrt(squareA) * Math.Sqrt(squareB)));
    }
}
