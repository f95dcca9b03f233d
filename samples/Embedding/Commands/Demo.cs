namespace Iii.Samples.Embedding.Commands;

/// <summary>Represents what the demo sends to <c>embedding::generate</c>.</summary>
public sealed record GenerateRequest(string[] Batch);

/// <summary>Represents what the demo sends to <c>embedding::similarity</c>.</summary>
public sealed record SimilarityRequest(float[] A, float[] B);

/// <summary>Represents what the demo receives from <c>embedding::similarity</c>.</summary>
public sealed record SimilarityAnswer(double Similarity);

/// <summary>Starts an engine in this process, connects the worker and a client to it over real sockets, and shows how similar four sentences are.</summary>
internal static class Demo
{
    internal static readonly string[] Sentences =
    [
        "A cat is sleeping on the sofa.",
        "The kitten naps on the couch.",
        "Interest rates went up again this year.",
        "Borrowing money is becoming more expensive.",
    ];

    public static async Task<int> RunAsync(SentenceEmbeddingGenerator generator, bool once, TextWriter output)
    {
        await output.WriteLineAsync("loading   the model");
        await generator.LoadAsync();
        await using var engine = await DemoEngine.StartAsync(output);
        var url = engine.WorkerUrl.ToString();

        await using var worker = IIIWorker.Create(url, options => (options.Name, options.Identity) = ("embedding", IIIWorkerIdentity.Explicit));
        worker.AddInstance(new EmbeddingFunctions(generator)).AddFunctions();
        await worker.StartAsync();

        await using var client = IIIWorker.Create(url, options => (options.Name, options.Identity) = ("demo-client", IIIWorkerIdentity.Explicit));
        await client.StartAsync();
        await ShowAsync(client, output);
        await output.WriteLineAsync($$"""try       curl -X POST {{engine.HttpUrl}}embedding/generate -H 'content-type: application/json' -d '{"text":"the quick brown fox"}'""");

        if (!once)
        {
            await DemoEngine.ServeUntilStoppedAsync(engine, output);
        }

        return 0;
    }

    /// <summary>Calls both functions through the engine and prints the similarities as a table.</summary>
    private static async Task ShowAsync(IIIWorker client, TextWriter output)
    {
        var generated = await client.CallAsync<GenerateRequest, GenerateResult>("embedding::generate", new GenerateRequest(Sentences));
        var vectors = generated!.Embeddings!;
        await output.WriteLineAsync($"call      embedding::generate with {Sentences.Length} sentences: {vectors.Length} vectors of {generated.Dim} numbers");
        await output.WriteLineAsync("call      embedding::similarity for each pair:");
        await output.WriteLineAsync();

        var width = Sentences.Max(s => s.Length);
        await output.WriteLineAsync($"     {new string(' ', width)}{string.Concat(Enumerable.Range(1, Sentences.Length).Select(n => $"{n,7}"))}");
        for (var row = 0; row < vectors.Length; row++)
        {
            await output.WriteAsync($"  {row + 1}  {Sentences[row].PadRight(width)}");
            foreach (var other in vectors)
            {
                var answer = await client.CallAsync<SimilarityRequest, SimilarityAnswer>("embedding::similarity", new SimilarityRequest(vectors[row], other));
                await output.WriteAsync($"{answer!.Similarity,7:F2}");
            }

            await output.WriteLineAsync();
        }

        await output.WriteLineAsync();
    }
}
