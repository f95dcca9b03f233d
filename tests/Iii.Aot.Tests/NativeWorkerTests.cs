using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Aot.Tests;

/// <summary>The sample as a native binary: published, called through an engine, ended by a signal.</summary>
[Collection(nameof(Repository))]
public sealed class NativeWorkerTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task The_sample_is_published_natively_and_serves_and_ends_on_a_signal()
    {
        var binary = await Repository.PublishNativelyAsync("samples/Embedding");
        Assert.InRange(new FileInfo(binary).Length, 1, 8 * 1024 * 1024);

        await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        var start = new ProcessStartInfo(binary) { RedirectStandardError = true };
        start.Environment["III_URL"] = engine.WorkerUrl.ToString();
        start.Environment["III_WORKER_NAME"] = "native";
        using var worker = Process.Start(start)!;
        try
        {
            Assert.Contains("Connected", await worker.StandardError.ReadLineAsync().WaitAsync(s_patience), StringComparison.Ordinal);
            await using var client = IIIWorker.Create(engine.WorkerUrl.ToString(), options => options.LoggerFactory = NullLoggerFactory.Instance);
            await client.StartAsync();
            var named = await CallAsync(client, "engine::workers::info", """{"name":"native"}""");
            Assert.Equal(2, named.GetProperty("functions").GetArrayLength());
            var similarity = await CallAsync(client, "embedding::similarity", """{"a":[1,2],"b":[2,4]}""");
            Assert.Equal(1, similarity.GetProperty("similarity").GetDouble(), 12);
            var batch = await CallAsync(client, "embedding::generate", """{"batch":["a b","a b",""]}""");
            Assert.Equal(128, batch.GetProperty("dim").GetInt32());
            var vectors = batch.GetProperty("embeddings").EnumerateArray().Select(v => v.GetRawText()).ToArray();
            Assert.Equal(vectors[0], vectors[1]);
            Assert.DoesNotContain(batch.GetProperty("embeddings")[2].EnumerateArray(), x => x.GetDouble() != 0);

            Assert.Equal(0, Kill(worker.Id, Sigterm));
            await worker.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(2));
            Assert.Equal(0, worker.ExitCode);
        }
        finally
        {
            if (!worker.HasExited)
            {
                worker.Kill();
            }
        }
    }

    private const int Sigterm = 15;

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);

    private static async Task<JsonElement> CallAsync(IIIWorker client, string function, string payload)
    {
        // The worker says that it is connected as soon as its registrations are on their way.
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return JsonDocument.Parse(await client.CallRawAsync(function, Encoding.UTF8.GetBytes(payload))).RootElement;
            }
            catch (IIIInvocationException e) when (e.Code == IIIErrorCodes.FunctionNotFound && attempt < 1_000)
            {
                await Task.Yield();
            }
        }
    }
}
