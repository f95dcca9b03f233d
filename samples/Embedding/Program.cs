using Iii;

#if DEMO
if (args is ["--demo"] or ["--demo", "--once"])
{
    return await Iii.Samples.Embedding.Demo.RunAsync(once: args.Length == 2);
}
#else
if (args is ["--demo", ..])
{
    await Console.Error.WriteLineAsync("This native worker carries no engine. Run the demo with: dotnet run --project samples/Embedding -- --demo");
    return 2;
}
#endif

if (args.Length > 0)
{
    await Console.Error.WriteLineAsync($"Unknown argument '{args[0]}'. Usage: Embedding [--demo [--once]]. The engine's address comes from III_URL (default ws://localhost:49134).");
    return 2;
}

await using var worker = IIIWorker.Create(configure: options => options.Description = "Embeddings without a model");
worker.AddFunctions();
await worker.RunAsync();
return 0;
