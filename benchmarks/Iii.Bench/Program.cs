using System.Runtime.InteropServices;
using Iii.Bench;
using Iii.Bench.Engine;
using Iii.Bench.Filters;
using Iii.Bench.Generator;

Func<CancellationToken, Task> run;
try
{
    run = Choose(args);
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
    await run(stop.Token);
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

static Func<CancellationToken, Task> Choose(string[] args)
{
    switch (args)
    {
        case ["generator"]:
            return token =>
            {
                GeneratorBenchmark.Run(token);
                return Task.CompletedTask;
            };
        case ["json", .. var rest]:
            var rounds = BenchOptions.Numbers(rest, ("--rounds", 101));
            return token => JsonBenchmark.RunAsync(rounds[0], token);
        case ["numbers", .. var rest]:
            var numbers = BenchOptions.Numbers(rest, ("--millions", 300), ("--seed", 1));
            return token => JsonBenchmark.ProveAsync(numbers[0], numbers[1], token);
        case ["filters", .. var rest]:
            var filters = BenchOptions.Numbers(rest, ("--rounds", 101));
            return token =>
            {
                FilterBenchmark.Run(filters[0], token);
                return Task.CompletedTask;
            };
        case ["engine", .. var rest]:
            var engine = BenchOptions.Numbers(rest, ("--rounds", 3), ("--seconds", 5));
            return token => EngineBenchmark.RunAsync(engine[0], engine[1], token);
        case ["relay"]:
            return Relay.RunAsync;
        case ["engine-host"]:
            return EngineHost.RunAsync;
        case ["soak", .. var rest]:
            var minutes = BenchOptions.Numbers(rest, ("--minutes", 5));
            return token => SoakBenchmark.RunAsync(minutes[0], token);
        default:
            var options = BenchOptions.Parse(args);
            return token => WorkerBenchmark.RunAsync(options, token);
    }
}

void Stop(PosixSignalContext context)
{
    context.Cancel = true;
    stop.Cancel();
}
