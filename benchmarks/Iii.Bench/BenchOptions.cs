using System.Globalization;

namespace Iii.Bench;

/// <summary>How hard and how long a worker is driven.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        Usage: dotnet run -c Release --project benchmarks/Iii.Bench -- generator
                 what the generators cost a project of 1,000 functions
               dotnet run -c Release --project benchmarks/Iii.Bench -- json [--rounds N]
                 what reading and writing JSON costs, against System.Text.Json's source generation (default: 101 rounds)
               dotnet run -c Release --project benchmarks/Iii.Bench -- numbers [--millions N] [--seed N]
                 whether numbers are read as the framework reads them, over so many of them (default: 300)
               dotnet run -c Release --project benchmarks/Iii.Bench -- filters [--rounds N]
                 what the filters of observers cost, against reading documents into a DOM (default: 101 rounds)
               dotnet run -c Release --project benchmarks/Iii.Bench -- engine [--rounds N] [--seconds N]
                 what the embedded engine costs between two Node workers, against a relay (default: 3 rounds of 5 s), and with 1,000 workers
               dotnet run -c Release --project benchmarks/Iii.Bench -- soak [--minutes N]
                 whether anything is lost or kept when connections break for minutes (default: 5)
               dotnet run -c Release --project benchmarks/Iii.Bench -- worker [options]
          --only native|node   one of the two workers alone       (default: both, in turn)
          --rounds N           how often each is driven           (default: 3)
          --in-flight N        calls that wait at the same time   (default: 256; 1 measures latency)
          --vector N           elements of each of the two vectors (default: 3)
          --seconds N          what is measured of each round     (default: 5)
          --warmup N           what goes before, unmeasured       (default: 2)
        """;

    public string? Only { get; private init; }

    public int Rounds { get; private init; } = 3;

    public int InFlight { get; private init; } = 256;

    public int Vector { get; private init; } = 3;

    public int Seconds { get; private init; } = 5;

    public int Warmup { get; private init; } = 2;

    /// <exception cref="ArgumentException">An argument is unknown, has no value or one that makes no sense.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        if (arguments is not ["worker", .. var rest])
        {
            throw new ArgumentException(arguments.Length == 0 ? "What is to be measured is missing." : $"'{arguments[0]}' is not a benchmark.");
        }

        var options = new BenchOptions();
        for (var i = 0; i < rest.Length; i += 2)
        {
            var value = i + 1 < rest.Length ? rest[i + 1] : throw new ArgumentException($"'{rest[i]}' has no value.");
            options = rest[i] switch
            {
                "--only" when value is "native" or "node" => options with { Only = value },
                "--only" => throw new ArgumentException($"--only is 'native' or 'node', not '{value}'."),
                "--rounds" => options with { Rounds = Number(rest[i], value, 1, 100) },
                // Answers of all calls in flight must fit into the socket's buffer, for one thread both sends and receives.
                "--in-flight" => options with { InFlight = Number(rest[i], value, 1, 4096) },
                "--vector" => options with { Vector = Number(rest[i], value, 1, 10_000) },
                "--seconds" => options with { Seconds = Number(rest[i], value, 1, 3600) },
                "--warmup" => options with { Warmup = Number(rest[i], value, 0, 3600) },
                _ => throw new ArgumentException($"'{rest[i]}' is not an option."),
            };
        }

        return options;
    }

    /// <summary>The numbers of a benchmark that has no other options.</summary>
    /// <param name="arguments">What follows the benchmark's name.</param>
    /// <param name="defaults">Its options, each with what it is when it is not said.</param>
    /// <exception cref="ArgumentException">An argument is unknown, has no value or one that makes no sense.</exception>
    public static int[] Numbers(ReadOnlySpan<string> arguments, params (string Name, int Value)[] defaults)
    {
        var values = Array.ConvertAll(defaults, d => d.Value);
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var name = arguments[i];
            var option = Array.FindIndex(defaults, d => d.Name == name);
            if (option < 0)
            {
                throw new ArgumentException($"'{name}' is not an option.");
            }

            values[option] = Number(name, i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"'{name}' has no value."), 1, 1_000_000);
        }

        return values;
    }

    private static int Number(string name, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{name} is a whole number from {least} to {most}, not '{text}'.");
}
