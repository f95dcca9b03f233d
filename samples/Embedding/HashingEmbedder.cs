using System.Text;

namespace Iii.Samples.Embedding;

/// <summary>
/// Embeds text without a model: each word adds a wave that its hash chooses. The same text gives the same vector in every process.
/// </summary>
public static class HashingEmbedder
{
    public const int Dimensions = 128;

    public static double[] Embed(string text)
    {
        var words = text.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        var vector = new double[Dimensions];
        foreach (var word in words)
        {
            double hash = Hash(word);
            for (var i = 0; i < Dimensions; i++)
            {
                vector[i] += Math.Sin(hash * (i + 1)) / words.Length;
            }
        }

        var norm = Math.Sqrt(vector.Sum(x => x * x));
        return norm > 0 ? Array.ConvertAll(vector, x => x / norm) : vector;
    }

    /// <summary>FNV-1a over the word's UTF-8: 32 bits, the same on every machine.</summary>
    private static uint Hash(string word)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(word))
        {
            hash = unchecked((hash ^ b) * 16777619u);
        }

        return hash;
    }
}
