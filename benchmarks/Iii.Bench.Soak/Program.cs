using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Iii;
using Iii.Bench.Soak;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;

// Two workers call each other through an engine, over a network that breaks again and again. Nothing may be lost, and nothing kept.
const int InFlight = 64;
var minutes = int.Parse(args[0], CultureInfo.InvariantCulture);
var between = TimeSpan.FromSeconds(2);
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    stop.Cancel();
});

await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 }, stop.Token).ConfigureAwait(false);
await using var network = new UnreliableNetwork(engine.WorkerUrl.Port);
var tally = new Tally();
await using var provider = Connect("soak-provider");
provider.AddFunctions();
await provider.StartAsync(stop.Token).ConfigureAwait(false);
await using var caller = Connect("soak-caller");
await caller.StartAsync(stop.Token).ConfigureAwait(false);

using var calling = new CancellationTokenSource();
var callers = Enumerable.Range(0, InFlight).Select(i => Task.Run(() => new LoadCaller(caller, tally).RunAsync(i * 10_000_000, calling.Token))).ToArray();
Console.WriteLine($"two workers, {InFlight} calls in flight, all connections broken off every {between.TotalSeconds:0} s, for {minutes} min");
Console.WriteLine();
Console.WriteLine("|   time |      answered | told of a loss | lost | reconnections | managed MB | resident MB |");
Console.WriteLine("|-------:|--------------:|---------------:|-----:|--------------:|-----------:|------------:|");

// What is made once is there after the first seconds; from then on memory counts.
var watch = Stopwatch.StartNew();
var rows = new Queue<TimeSpan>([TimeSpan.FromSeconds(15), .. Enumerable.Range(1, minutes).Select(m => TimeSpan.FromMinutes(m))]);
try
{
    while (rows.Count > 0)
    {
        await Task.Delay(between, stop.Token).ConfigureAwait(false);
        network.Break();
        if (watch.Elapsed >= rows.Peek())
        {
            rows.Dequeue();
            Row();
        }
    }
}
catch (OperationCanceledException)
{
    Console.WriteLine("interrupted");
}

await calling.CancelAsync().ConfigureAwait(false);
try
{
    await Task.WhenAll(callers).WaitAsync(TimeSpan.FromSeconds(60)).ConfigureAwait(false);
}
catch (TimeoutException)
{
    for (var hanging = callers.Count(c => !c.IsCompleted); hanging > 0; hanging--)
    {
        tally.Lose("a call had not ended a minute after the end");
    }
}

Console.WriteLine();
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"calls {tally.Answered + tally.Told + tally.Lost:N0}, reconnections {tally.Reconnections:N0}, losses {tally.Lost:N0}{(tally.FirstLoss is { } loss ? $", the first: {loss}" : "")}"));
return tally.Lost == 0 ? 0 : 1;

IIIWorker Connect(string name)
{
    var worker = IIIWorker.Create(network.Url, options =>
    {
        options.Name = name;
        options.LoggerFactory = NullLoggerFactory.Instance;
        options.Reconnect.InitialDelay = TimeSpan.FromMilliseconds(50);
    });
    var before = 0;
    worker.StateChanged += state =>
    {
        if (state is IIIConnectionState.Connected && before++ > 0)
        {
            tally.Reconnect();
        }
    };
    return worker;
}

void Row()
{
    using var self = Process.GetCurrentProcess();
    var managed = GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024;
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {watch.Elapsed:mm\\:ss} | {tally.Answered,13:N0} | {tally.Told,14:N0} | {tally.Lost,4:N0} | {tally.Reconnections,13:N0} | {managed,10:0.0} | {self.WorkingSet64 / 1024.0 / 1024,11:0.0} |"));
}
