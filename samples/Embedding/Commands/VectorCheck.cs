using System.Text.Json;
using Microsoft.Extensions.AI;

namespace Iii.Samples.Embedding.Commands;

/// <summary>
/// Compares token ids and embeddings with those of a file: an object whose <c>cases</c> have a <c>text</c>, its <c>ids</c> and its <c>embedding</c>. The
/// ids must be equal, each element within 1e-3 and each cosine at least 0.9999.
/// </summary>
internal static class VectorCheck
{
    internal const double LargestDifference = 1e-3;
    internal const double SmallestCosine = 0.9999;

    public static async Task<int> RunAsync(SentenceEmbeddingGenerator generator, string path, TextWriter output)
    {
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(path));
        var cases = document.RootElement.GetProperty("cases").EnumerateArray().ToArray();
        var model = await generator.LoadAsync();
        var together = await generator.GenerateAsync(cases.Select(c => c.GetProperty("text").GetString()!));
        int differentIds = 0, differentVectors = 0;
        double difference = 0, cosine = 1;
        for (var i = 0; i < cases.Length; i++)
        {
            var text = cases[i].GetProperty("text").GetString()!;
            var ids = cases[i].GetProperty("ids").EnumerateArray().Select(id => id.GetInt32());
            var expected = cases[i].GetProperty("embedding").EnumerateArray().Select(x => x.GetDouble()).ToArray();
            if (!ids.SequenceEqual(model.Tokenize(text)))
            {
                differentIds++;
                await output.WriteLineAsync($"text {i}: the token ids differ");
            }

            var alone = await generator.GenerateAsync([text]);
            foreach (var vector in new[] { together[i].Vector, alone[0].Vector })
            {
                var actual = Array.ConvertAll(vector.ToArray(), x => (double)x);
                var worst = actual.Zip(expected).Max(x => Math.Abs(x.First - x.Second));
                var near = actual.Zip(expected).Sum(x => x.First * x.Second)
                    / Math.Sqrt(actual.Sum(x => x * x) * expected.Sum(x => x * x));
                difference = Math.Max(difference, worst);
                cosine = Math.Min(cosine, near);
                if (actual.Length != expected.Length || !(worst <= LargestDifference) || !(near >= SmallestCosine))
                {
                    differentVectors++;
                    await output.WriteLineAsync($"text {i}: the embedding differs by {worst:E1}, cosine {near:F6}");
                }
            }
        }

        await output.WriteLineAsync($"{cases.Length} texts, alone and in a batch: {differentIds} with other token ids, {differentVectors} embeddings out of tolerance; "
            + $"largest difference {difference:E1}, smallest cosine {cosine:F7}");
        return cases.Length > 0 && differentIds + differentVectors == 0 ? 0 : 1;
    }
}
