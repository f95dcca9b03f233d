using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Iii.Samples.Embedding.Model;
using Microsoft.Extensions.AI;

namespace Iii.Samples.Embedding.Commands;

/// <summary>Prints how fast texts are embedded: alone, in batches, and in concurrent calls with and without gathering; beside Python's ONNX Runtime.</summary>
internal static class Benchmark
{
    private static readonly int[] s_sizes = [1, 8, 64];
    private static readonly TimeSpan s_duration = TimeSpan.FromSeconds(3);

    private static readonly string[] s_texts =
    [
        "Your parcel has left the warehouse.", "How do I change the address of my order?", "The quarterly report is due on Friday.",
        "A heavy storm is expected along the coast tonight.", "She plays the violin in a small orchestra.", "Please restart the router and try again.",
        "The recipe needs two eggs and a cup of flour.", "Our flight was delayed by three hours because of fog.",
    ];

    public static async Task<int> RunAsync(EmbeddingOptions options, TextWriter output)
    {
        using var generator = new SentenceEmbeddingGenerator(options, output.WriteLine);
        var model = await generator.LoadAsync();
        using var alone = new SentenceEmbeddingGenerator(options with { TextsPerRun = 1 }, _ => { });
        await alone.LoadAsync();

        await output.WriteLineAsync($"{Environment.ProcessorCount} processors; {s_duration.TotalSeconds:F0} s a row\n");
        await output.WriteLineAsync("                                        p50 ms    p99 ms   texts/s  CPU ms/text");
        foreach (var size in s_sizes)
        {
            await PrintAsync(output, $"a batch of {size}", size, () => generator.GenerateAsync(Texts(size)));
        }

        foreach (var size in s_sizes.Skip(1))
        {
            await PrintAsync(output, $"{size} calls at once, gathered", size, () => CallAsync(generator, size));
            await PrintAsync(output, $"{size} calls at once, each alone", size, () => CallAsync(alone, size));
        }

        await PythonAsync(options, model, output);
        return 0;
    }

    private static string[] Texts(int count) => [.. Enumerable.Range(0, count).Select(i => $"{s_texts[i % s_texts.Length]} {i}")];

    private static async Task CallAsync(SentenceEmbeddingGenerator generator, int calls) => await Task.WhenAll(Texts(calls).Select(t => generator.GenerateAsync([t])));

    private static async Task PrintAsync(TextWriter output, string name, int texts, Func<Task> run)
    {
        await run();
        var times = new List<double>();
        using var process = Process.GetCurrentProcess();
        var processor = process.TotalProcessorTime;
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < s_duration)
        {
            var begin = Stopwatch.GetTimestamp();
            await run();
            times.Add(Stopwatch.GetElapsedTime(begin).TotalMilliseconds);
        }

        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        process.Refresh();
        var used = (process.TotalProcessorTime - processor).TotalMilliseconds / times.Count / texts;
        times.Sort();
        await output.WriteLineAsync($"{name,-36}{times[times.Count / 2],10:F1}{times[times.Count * 99 / 100],10:F1}{times.Count * texts / elapsed,10:F0}{used,13:F2}");
    }

    /// <summary>Runs the same model and the same token ids in Python, where its ONNX Runtime is installed.</summary>
    private static async Task PythonAsync(EmbeddingOptions options, SentenceModel model, TextWriter output)
    {
        var threads = (options.ParallelRuns * options.ThreadsPerRun).ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo("python3", [Path.Combine(AppContext.BaseDirectory, "bench.py"), model.Network, threads])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        Process? started;
        try
        {
            started = Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            await output.WriteLineAsync("Python is not installed, so there is nothing to compare with.");
            return;
        }

        using var process = started!;
        try
        {
            await WriteBatchesAsync(process.StandardInput.BaseStream, model);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading; what it wrote says why.
        }

        foreach (var size in s_sizes)
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(1));
            if (line?.Split(' ') is not [var version, var median, var rate] || version == "missing")
            {
                await output.WriteLineAsync($"Python's onnxruntime is not installed ({line ?? "it ended without an answer"}), so there is nothing to compare with.");
                return;
            }

            await output.WriteLineAsync($"{$"Python, onnxruntime {version}, {size}",-36}{Number(median) * 1000,10:F1}{"",10}{Number(rate) * size,10:F0}");
        }

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    private static async Task WriteBatchesAsync(Stream stream, SentenceModel model)
    {
        await using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartArray();
        foreach (var size in s_sizes)
        {
            writer.WriteStartArray();
            foreach (var text in Texts(size))
            {
                writer.WriteStartArray();
                Array.ForEach(model.Tokenize(text), id => writer.WriteNumberValue(id));
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }
}
