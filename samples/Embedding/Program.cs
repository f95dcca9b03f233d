using Iii;
using Iii.Samples.Embedding;
using Iii.Samples.Embedding.Commands;

EmbeddingOptions options;
try
{
    options = EmbeddingOptions.FromEnvironment(Environment.GetEnvironmentVariable);
}
catch (FormatException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 2;
}

using var generator = new SentenceEmbeddingGenerator(options, Console.Error.WriteLine);
try
{
    switch (args)
    {
        case []:
            return await ServeAsync();
#if DEMO
        case ["--demo"] or ["--demo", "--once"]:
            return await Demo.RunAsync(generator, once: args.Length == 2, Console.Out);
#else
        case ["--demo", ..]:
            await Console.Error.WriteLineAsync("This native worker carries no engine. Run the demo with: dotnet run --project samples/Embedding -- --demo");
            return 2;
#endif
        case ["--bench"]:
            return await Benchmark.RunAsync(options, Console.Out);
        case ["--check", var vectors]:
            return await VectorCheck.RunAsync(generator, vectors, Console.Out);
        default:
            await Console.Error.WriteLineAsync($"Unknown arguments '{string.Join(' ', args)}'. Usage: Embedding [--demo [--once] | --bench | --check VECTORS]");
            return 2;
    }
}
catch (IIIException e) when (e.Code == EmbeddingErrors.ModelUnavailable)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 3;
}

async Task<int> ServeAsync()
{
    // A model that is missing should end the worker before it takes calls that it cannot answer.
    if (!options.IsLazy)
    {
        await generator.LoadAsync();
    }

    await using var worker = IIIWorker.Create(configure: o => o.Description = "Embeds texts with a sentence-transformer");
    worker.AddInstance(new EmbeddingFunctions(generator)).AddFunctions();
    await worker.RunAsync();
    return 0;
}
