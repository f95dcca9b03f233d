namespace Iii.Samples.Similarity;

/// <summary>Represents what <c>embedding::similarity</c> answers.</summary>
/// <param name="Similarity">The cosine of the angle between the vectors: 1 for the same direction, 0 where there is none.</param>
public sealed record SimilarityResult(double Similarity);

/// <summary>Compares vectors.</summary>
public static class SimilarityFunctions
{
    /// <summary>Computes the cosine similarity of two vectors.</summary>
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
