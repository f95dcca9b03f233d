using System.Numerics.Tensors;

namespace Iii.Samples.Embedding.Model;

/// <summary>Says how the vectors of a text's tokens become the vector of the text.</summary>
internal enum Pooling
{
    /// <summary>The mean of all tokens' vectors.</summary>
    Mean,

    /// <summary>The vector of the first token.</summary>
    FirstToken,
}

/// <summary>Makes one vector of length 1 from the vectors of a text's tokens.</summary>
internal static class PoolingExtensions
{
    /// <summary>Pools.</summary>
    /// <param name="pooling">How.</param>
    /// <param name="tokens">The vectors of the text's tokens, without padding, one after the other.</param>
    /// <param name="dimensions">How many numbers a vector has.</param>
    public static float[] Pool(this Pooling pooling, ReadOnlySpan<float> tokens, int dimensions)
    {
        var vector = tokens[..dimensions].ToArray();
        if (pooling == Pooling.Mean)
        {
            for (var start = dimensions; start < tokens.Length; start += dimensions)
            {
                TensorPrimitives.Add(vector, tokens.Slice(start, dimensions), vector);
            }
        }

        // The length takes the number of tokens out again.
        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0)
        {
            TensorPrimitives.Divide(vector, length, vector);
        }

        return vector;
    }
}
