using Iii;

#if DEMO
if (args is ["--demo"] or ["--demo", "--once"])
{
    return await Iii.Samples.Similarity.Demo.RunAsync(once: args.Length == 2);
}
#else
if (args is ["--demo", ..])
{
    await Console.Error.WriteLineAsync("This native worker carries no engine. Run the demo with: dotnet run --project samples/Similarity -- --demo");
    return 2;
}
#endif

if (args.Length > 0)
{
    await Console.Error.WriteLineAsync($"Unknown argument '{args[0]}'. Usage: Similarity [--demo [--once]]. The engine's address comes from III_URL.");
    return 2;
}

await using var worker = IIIWorker.Create(configure: options => options.Description = "Compares vectors");
worker.AddFunctions();
await worker.RunAsync();
return 0;
