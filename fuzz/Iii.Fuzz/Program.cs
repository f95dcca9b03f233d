using System.Diagnostics;
using System.Globalization;
using Iii.Filters.Oracle;
using Iii.Fuzz;
using SharpFuzz;

const string Usage = """
    Usage: Iii.Fuzz TARGET                 as a target of libFuzzer, by way of SharpFuzz
           Iii.Fuzz TARGET --minutes N     by itself, with inputs that it changes at random
           Iii.Fuzz filters-differential --pairs N [--seed N]
                                          filters and documents made at random, against an evaluator on a DOM
           TARGET is frames, websocket, readers, filters, filter-evaluation, engine-session or worker-session
    """;
if (args is ["filters-differential", "--pairs", var pairs, .. var rest] && rest is [] or ["--seed", _])
{
    var firstSeed = rest is [_, var given] ? int.Parse(given, CultureInfo.InvariantCulture) : Environment.TickCount & 0xFFFFFF;
    var matching = Differential.Run(firstSeed, int.Parse(pairs, CultureInfo.InvariantCulture));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pairs} pairs from seed {firstSeed} on, {matching:N0} of them matching, no difference"));
    return 0;
}

if (args.Length is not (1 or 3) || !FuzzTargets.All.TryGetValue(args[0], out var target) || args.Length == 3 && args[1] != "--minutes")
{
    Console.Error.WriteLine(Usage);
    return 2;
}

if (args.Length == 1)
{
    Fuzzer.LibFuzzer.Run(bytes => target(bytes.ToArray()));
    return 0;
}

var limit = TimeSpan.FromMinutes(double.Parse(args[2], CultureInfo.InvariantCulture));
var seed = Environment.TickCount;
var mutations = new Mutations(Corpora.Of(args[0]), seed);
var watch = Stopwatch.StartNew();
var count = 0L;
for (; watch.Elapsed < limit; count++)
{
    var input = mutations.Next();
    try
    {
        target(input);
    }
    catch (Exception e)
    {
        var file = Path.GetFullPath($"found-{args[0]}-{seed}-{count}.bin");
        File.WriteAllBytes(file, input);
        Console.Error.WriteLine($"{e}\nThe input is {file}; put it into Corpus/{args[0]} when it is fixed.");
        return 1;
    }
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{args[0]}: {count:N0} inputs, seed {seed}, nothing found"));
return 0;
