using System.Runtime.InteropServices;
using Iii.DevEngine;

namespace Iii.Samples;

/// <summary>Runs the engine of a sample's demo, in the sample's process.</summary>
internal static class DemoEngine
{
    /// <summary>Starts an engine on its default ports, or on free ones where others use those.</summary>
    public static async Task<IIIDevEngine> StartAsync(TextWriter output)
    {
        IIIDevEngine engine;
        try
        {
            engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { PagePort = 3113 });
        }
        catch (IOException e)
        {
            await output.WriteLineAsync($"{e.Message} Taking free ports.");
            engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, PagePort = 0 });
        }

        await output.WriteLineAsync($"engine    {engine.WorkerUrl} (in memory, in this process)");
        return engine;
    }

    /// <summary>Waits for Ctrl+C or SIGTERM.</summary>
    public static async Task ServeUntilStoppedAsync(IIIDevEngine engine, TextWriter output)
    {
        await output.WriteLineAsync($"page      {engine.PageUrl} (functions, calls, traces, queues, state)");
        await output.WriteLineAsync("serving   Ctrl+C stops it");
        var stopped = new TaskCompletionSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        await stopped.Task;

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopped.TrySetResult();
        }
    }
}
