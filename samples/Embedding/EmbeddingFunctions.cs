using System.Text;
using System.Text.Json.Serialization;
using Microsoft.Extensions.AI;

namespace Iii.Samples.Embedding;

/// <summary>Represents one vector, or one for each text of a batch.</summary>
public sealed record GenerateResult
{
    /// <summary>Gets the vector of the text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float[]? Embedding { get; init; }

    /// <summary>Gets the vectors of the batch, in its order.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public float[][]? Embeddings { get; init; }

    /// <summary>Gets how many numbers a vector has.</summary>
    public int Dim { get; init; }
}

/// <summary>Embeds texts with any generator of Microsoft.Extensions.AI.</summary>
/// <param name="generator">The generator.</param>
public sealed class EmbeddingFunctions(IEmbeddingGenerator<string, Embedding<float>> generator)
{
    /// <summary>How many texts one call may have.</summary>
    public const int MaxTexts = 1_024;

    /// <summary>How many bytes of UTF-8 one text may have.</summary>
    public const int MaxTextBytes = 1024 * 1024;

    /// <summary>Generates the embeddings of a text or of a batch of texts.</summary>
    /// <param name="text">The text to embed.</param>
    /// <param name="batch">Several texts; has precedence over the text when it is not empty.</param>
    /// <param name="cancellationToken">Ends the call between two texts.</param>
    [IIIFunction(Id = "embedding::generate", Description = "Generate embeddings of a text or of a batch of texts")]
    [HttpTrigger("POST", "/embedding/generate")]
    public async Task<GenerateResult> GenerateAsync(string? text = "", string?[]? batch = null, CancellationToken cancellationToken = default)
    {
        var isBatch = batch is { Length: > 0 };
        var texts = isBatch ? Array.ConvertAll(batch!, t => t ?? "") : [text ?? ""];
        Check(texts);
        var embeddings = await generator.GenerateAsync(texts, cancellationToken: cancellationToken);
        var vectors = embeddings.Select(e => e.Vector.ToArray()).ToArray();
        return isBatch
            ? new GenerateResult { Embeddings = vectors, Dim = vectors[0].Length }
            : new GenerateResult { Embedding = vectors[0], Dim = vectors[0].Length };
    }

    private static void Check(string[] texts)
    {
        if (texts.Length > MaxTexts)
        {
            throw new IIIException(EmbeddingErrors.TooManyTexts, $"The batch has {texts.Length:N0} texts, more than the {MaxTexts:N0} that one call may have.");
        }

        for (var i = 0; i < texts.Length; i++)
        {
            var bytes = Encoding.UTF8.GetByteCount(texts[i]);
            if (bytes > MaxTextBytes)
            {
                throw new IIIException(EmbeddingErrors.TextTooLarge, $"Text {i} has {bytes:N0} bytes, more than the {MaxTextBytes:N0} that a text may have.");
            }
        }
    }
}
