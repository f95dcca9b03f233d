using System.Runtime.InteropServices;
using Iii.Bench;
using Iii.Bench.Generator;

BenchOptions? options;
try
{
    options = args is ["generator"] ? null : BenchOptions.Parse(args);
}
catch (ArgumentException e)
{
    await Console.Error.WriteLineAsync($"{e.Message}\n{BenchOptions.Usage}");
    return 2;
}

// A signal ends the run by the way of the finally blocks: no worker outlives the bench.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    if (options is null)
    {
        GeneratorBenchmark.Run(stop.Token);
    }
    else
    {
        await WorkerBenchmark.RunAsync(options, stop.Token);
    }

    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}
catch (InvalidOperationException e)
{
    await Console.Error.WriteLineAsync(e.Message);
    return 1;
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
