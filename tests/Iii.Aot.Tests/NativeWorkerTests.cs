using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Aot.Tests;

/// <summary>The samples as native binaries: published, called through an engine, ended by a signal.</summary>
[Collection(nameof(Repository))]
public sealed class NativeWorkerTests
{
    [Fact]
    public async Task Similarity_publishedNatively_servesAndEndsOnASignal()
    {
        var binary = await Repository.PublishNativelyAsync("samples/Similarity");
        Assert.InRange(new FileInfo(binary).Length, 1, 8 * 1024 * 1024);
        await ServeAsync(binary, async client =>
        {
            var named = await CallAsync(client, "engine::workers::info", """{"name":"native"}""");
            Assert.Equal(1, named.GetProperty("functions").GetArrayLength());
            var similarity = await CallAsync(client, "embedding::similarity", """{"a":[1,2],"b":[2,4]}""");
            Assert.Equal(1, similarity.GetProperty("similarity").GetDouble(), 12);
        });
    }

    [Fact]
    public async Task Embedding_publishedNatively_givesTheReferenceIdsAndEmbeddings()
    {
        var binary = await Repository.PublishNativelyAsync("samples/Embedding");
        Assert.InRange(new FileInfo(binary).Length, 1, 16 * 1024 * 1024);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(binary)!, "*.dll"));

        var vectors = Path.Combine(Repository.Root, "samples", "Embedding.Tests", "Vectors", "all-minilm-l6-v2.json");
        using (var check = Process.Start(new ProcessStartInfo(binary, ["--check", vectors]) { RedirectStandardOutput = true })!)
        {
            var said = await check.StandardOutput.ReadToEndAsync().WaitAsync(TestTimeout.Default);
            await check.WaitForExitAsync().WaitAsync(TestTimeout.Default);
            Assert.StartsWith("30 texts, alone and in a batch: 0 with other token ids, 0 embeddings out of tolerance;", said, StringComparison.Ordinal);
            Assert.Equal(0, check.ExitCode);
        }

        await ServeAsync(binary, async client =>
        {
            var named = await CallAsync(client, "engine::workers::info", """{"name":"native"}""");
            Assert.Equal(2, named.GetProperty("functions").GetArrayLength());
            var batch = await CallAsync(client, "embedding::generate", """{"batch":["a b","A  b",""]}""");
            Assert.Equal(384, batch.GetProperty("dim").GetInt32());
            var answers = batch.GetProperty("embeddings").EnumerateArray().Select(v => v.GetRawText()).ToArray();
            Assert.Equal(3, answers.Length);
            var same = await CallAsync(client, "embedding::similarity", $$"""{"a":{{answers[0]}},"b":{{answers[1]}}}""");
            Assert.Equal(1, same.GetProperty("similarity").GetDouble(), 4);
            var refused = await Assert.ThrowsAsync<IIIInvocationException>(() => CallAsync(client, "embedding::generate", $$"""{"batch":[{{string.Join(',', Enumerable.Repeat("\"\"", 1_025))}}]}"""));
            Assert.Equal("too_many_texts", refused.Code);
        });
    }

    [Fact]
    public async Task Embedding_modelMissing_endsWithAClearError()
    {
        var binary = await Repository.PublishNativelyAsync("samples/Embedding");
        var start = new ProcessStartInfo(binary) { RedirectStandardError = true };
        start.Environment["EMBEDDING_MODEL"] = "missing";
        using var worker = Process.Start(start)!;
        Assert.Equal("The model's folder 'missing' does not exist. EMBEDDING_MODEL names another one.\n", await worker.StandardError.ReadToEndAsync().WaitAsync(TestTimeout.Default));
        await worker.WaitForExitAsync().WaitAsync(TestTimeout.Default);
        Assert.Equal(3, worker.ExitCode);
    }

    /// <summary>Starts a worker with an engine, calls it, and ends it by a signal.</summary>
    private static async Task ServeAsync(string binary, Func<IIIWorker, Task> call)
    {
        await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        var start = new ProcessStartInfo(binary) { RedirectStandardError = true };
        start.Environment["III_URL"] = engine.WorkerUrl.ToString();
        start.Environment["III_WORKER_NAME"] = "native";
        using var worker = Process.Start(start)!;
        try
        {
            string? line;
            do
            {
                line = await worker.StandardError.ReadLineAsync().WaitAsync(TestTimeout.Default);
                Assert.NotNull(line);
            }
            while (!line.Contains("Connected", StringComparison.Ordinal));

            await using var client = IIIWorker.Create(engine.WorkerUrl.ToString(), options => options.LoggerFactory = NullLoggerFactory.Instance);
            await client.StartAsync();
            await call(client);

            Assert.Equal(0, Kill(worker.Id, Sigterm));
            await worker.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(10));
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
