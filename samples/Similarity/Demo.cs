using System.Text;

namespace Iii.Samples.Similarity;

/// <summary>Starts an engine in this process, connects the worker and a client to it over real sockets, and shows a call.</summary>
internal static class Demo
{
    private const string Vectors = """{"a":[1,2,3],"b":[2,4,6.5]}""";

    public static async Task<int> RunAsync(bool once)
    {
        var output = Console.Out;
        await using var engine = await DemoEngine.StartAsync(output);
        var url = engine.WorkerUrl.ToString();

        await using var worker = IIIWorker.Create(url, options => (options.Name, options.Identity) = ("similarity", IIIWorkerIdentity.Explicit));
        worker.AddFunctions();
        await worker.StartAsync();

        await using var client = IIIWorker.Create(url, options => (options.Name, options.Identity) = ("demo-client", IIIWorkerIdentity.Explicit));
        await client.StartAsync();
        var result = await client.CallRawAsync("embedding::similarity", Encoding.UTF8.GetBytes(Vectors));
        await output.WriteLineAsync($"call      embedding::similarity {Vectors}");
        await output.WriteLineAsync($"answer    {Encoding.UTF8.GetString(result.Span)}");
        await output.WriteLineAsync($"try       curl -X POST {engine.HttpUrl}embedding/similarity -H 'content-type: application/json' -d '{Vectors}'");

        if (!once)
        {
            await DemoEngine.ServeUntilStoppedAsync(engine, output);
        }

        return 0;
    }
}
