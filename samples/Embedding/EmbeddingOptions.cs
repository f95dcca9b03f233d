using System.Globalization;

namespace Iii.Samples.Embedding;

/// <summary>Represents where the model is, when it is loaded and how much of the machine it may use.</summary>
internal sealed record EmbeddingOptions
{
    /// <summary>Gets the folder of the model. Default: all-MiniLM-L6-v2 beside the binary. Variable: <c>EMBEDDING_MODEL</c>.</summary>
    public string ModelFolder { get; init; } = Path.Combine(AppContext.BaseDirectory, "all-MiniLM-L6-v2");

    /// <summary>Gets whether the model is loaded by the first call instead of at start. Default: false. Variable: <c>EMBEDDING_LOAD</c>, <c>start</c> or <c>lazy</c>.</summary>
    public bool IsLazy { get; init; }

    /// <summary>Gets how many runs of the model go on at the same time. Default: the number of processors. Variable: <c>EMBEDDING_PARALLEL</c>.</summary>
    public int ParallelRuns { get; init; } = Environment.ProcessorCount;

    /// <summary>Gets how many threads one run uses. Default: 1. Variable: <c>EMBEDDING_THREADS</c>.</summary>
    public int ThreadsPerRun { get; init; } = 1;

    /// <summary>Gets how many texts one run takes at most; with 1, texts are not gathered. Default: 8. Variable: <c>EMBEDDING_GATHER</c>.</summary>
    public int TextsPerRun { get; init; } = 8;

    /// <summary>Reads the options from environment variables.</summary>
    /// <param name="variable">Gets a variable's value, or null.</param>
    /// <exception cref="FormatException">A variable has a value that it cannot have.</exception>
    public static EmbeddingOptions FromEnvironment(Func<string, string?> variable)
    {
        var defaults = new EmbeddingOptions();
        return defaults with
        {
            ModelFolder = Value("EMBEDDING_MODEL") ?? defaults.ModelFolder,
            IsLazy = Value("EMBEDDING_LOAD") switch
            {
                null or "start" => false,
                "lazy" => true,
                var other => throw new FormatException($"EMBEDDING_LOAD is '{other}', but must be 'start' or 'lazy'."),
            },
            ParallelRuns = Number("EMBEDDING_PARALLEL", defaults.ParallelRuns),
            ThreadsPerRun = Number("EMBEDDING_THREADS", defaults.ThreadsPerRun),
            TextsPerRun = Number("EMBEDDING_GATHER", defaults.TextsPerRun),
        };

        string? Value(string name) => variable(name) is { Length: > 0 } value ? value : null;

        int Number(string name, int otherwise) => Value(name) is not { } value
            ? otherwise
            : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 256
                ? number
                : throw new FormatException($"{name} is '{value}', but must be a number from 1 to 256.");
    }
}
