using System.Runtime.InteropServices;
using System.Text;
using Iii.DevEngine;

namespace Iii.Samples.Embedding;

/// <summary>Starts an engine in this process, connects the worker and a client to it over the socket, and shows two calls.</summary>
internal static class Demo
{
    public static async Task<int> RunAsync(bool once)
    {
        await using var engine = await StartEngineAsync();
        var url = engine.WorkerUrl.ToString();
        Console.WriteLine($"engine    {url} (in memory, in this process)");

        await using var worker = IIIWorker.Create(url, options => (options.Name, options.Identity) = ("embedding", IIIWorkerIdentity.Explicit));
        worker.AddFunctions();
        await worker.StartAsync();

        await using var client = IIIWorker.Create(url, options => (options.Name, options.Identity) = ("demo-client", IIIWorkerIdentity.Explicit));
        await client.StartAsync();
        await ShowAsync(client, "embedding::similarity", """{"a":[1,2,3],"b":[2,4,6.5]}""");
        await ShowAsync(client, "embedding::generate", """{"text":"the quick brown fox"}""");
        Console.WriteLine($$"""try       curl -X POST {{engine.HttpUrl}}embedding/similarity -H 'content-type: application/json' -d '{"a":[1,2,3],"b":[2,4,6.5]}'""");

        Console.WriteLine($"page      {engine.PageUrl} (functions, calls, traces, queues, state)");

        if (!once)
        {
            Console.WriteLine("serving   Ctrl+C ends it");
            var asked = new TaskCompletionSource();
            using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            await asked.Task;

            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                asked.TrySetResult();
            }
        }

        return 0;
    }

    private static async Task<IIIDevEngine> StartEngineAsync()
    {
        try
        {
            return await IIIDevEngine.StartAsync(new IIIDevEngineOptions { PagePort = 3113 });
        }
        catch (IOException e)
        {
            Console.WriteLine($"{e.Message} Taking free ports.");
            return await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, PagePort = 0 });
        }
    }

    private static async Task ShowAsync(IIIWorker client, string function, string payload)
    {
        var result = await client.CallRawAsync(function, Encoding.UTF8.GetBytes(payload));
        var text = Encoding.UTF8.GetString(result.Span);
        Console.WriteLine($"call      {function} {payload}");
        Console.WriteLine($"answer    {(text.Length > 120 ? text[..117] + "..." : text)}");
    }
}
