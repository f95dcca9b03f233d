using System.Diagnostics;
using Iii.Samples.Embedding.Model;
using Microsoft.Extensions.AI;

namespace Iii.Samples.Embedding;

/// <summary>
/// Generates embeddings with a sentence-transformer model in this process. Anything that takes an <see cref="IEmbeddingGenerator{TInput, TEmbedding}"/>
/// takes it, and any other generator can take its place in <see cref="EmbeddingFunctions"/>.
/// </summary>
internal sealed class SentenceEmbeddingGenerator : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly EmbeddingOptions _options;
    private readonly Action<string> _log;
    private readonly Lock _lock = new();
    private Task<LoadedModel>? _loading;
    private bool _isDisposed;

    /// <summary>Makes a generator. The model is loaded by <see cref="LoadAsync"/>, or by the first text.</summary>
    /// <param name="options">Where the model is and what it may use.</param>
    /// <param name="log">Takes one line when the model is loaded.</param>
    public SentenceEmbeddingGenerator(EmbeddingOptions options, Action<string> log)
    {
        _options = options;
        _log = log;
    }

    /// <summary>Loads the model, once for all that wait. A failure is not remembered: the next text tries again.</summary>
    /// <exception cref="IIIException">The model is missing or cannot be used.</exception>
    public async Task<SentenceModel> LoadAsync(CancellationToken cancellationToken = default) => (await LoadOnceAsync(cancellationToken).ConfigureAwait(false)).Model;

    /// <summary>Generates a vector of length 1 for each text. Equal texts are embedded once.</summary>
    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(values);
        var (model, queue) = await LoadOnceAsync(cancellationToken).ConfigureAwait(false);
        if (options?.Dimensions is { } asked && asked != model.Dimensions)
        {
            throw new NotSupportedException($"The model {model.Name} has {model.Dimensions} dimensions, not {asked}.");
        }

        var texts = values.ToArray();
        var pending = new Dictionary<string, PendingText>(texts.Length, StringComparer.Ordinal);
        foreach (var text in texts)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!pending.ContainsKey(text))
            {
                pending.Add(text, new PendingText(model.Tokenize(text), cancellationToken));
            }
        }

        // Neighbours share runs, so texts of about the same length should be neighbours.
        await queue.RunAsync(pending.Values.OrderBy(p => p.Tokens.Length), cancellationToken).ConfigureAwait(false);
        var tokens = texts.Sum(t => (long)pending[t].Tokens.Length);
        return new GeneratedEmbeddings<Embedding<float>>(texts.Select(t => new Embedding<float>(pending[t].Vector.Result) { ModelId = model.Name, CreatedAt = DateTimeOffset.UtcNow }))
        {
            Usage = new UsageDetails { InputTokenCount = tokens, TotalTokenCount = tokens },
        };
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is not null)
        {
            return null;
        }

        if (serviceType == typeof(EmbeddingGeneratorMetadata))
        {
            var model = _loading is { IsCompletedSuccessfully: true } loading ? loading.Result.Model : null;
            return new EmbeddingGeneratorMetadata("onnxruntime", defaultModelId: model?.Name, defaultModelDimensions: model?.Dimensions);
        }

        return serviceType.IsInstanceOfType(this) ? this : null;
    }

    public void Dispose()
    {
        Task<LoadedModel>? loading;
        lock (_lock)
        {
            _isDisposed = true;
            loading = _loading;
        }

        // A model that is still being loaded is disposed as soon as it is there.
        loading?.ContinueWith(
            static t => t.Result.Dispose(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private Task<LoadedModel> LoadOnceAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_loading is null or { IsFaulted: true })
            {
                _loading = Task.Factory.StartNew(Load, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            return _loading.WaitAsync(cancellationToken);
        }
    }

    private LoadedModel Load()
    {
        var start = Stopwatch.GetTimestamp();
        var model = SentenceModel.Load(ModelFolder.Read(_options.ModelFolder), _options.ThreadsPerRun);
        var loaded = new LoadedModel(model, new RunQueue(model, _options));
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        _log($"Model {model.Name} loaded: {model.Dimensions} dimensions, {elapsed:F0} ms, {_options.ParallelRuns} x {_options.ThreadsPerRun} threads"
            + (model.CanShareRuns ? "." : ", texts one by one since they do not give the same vectors together."));
        return loaded;
    }

    private sealed record LoadedModel(SentenceModel Model, RunQueue Queue) : IDisposable
    {
        public void Dispose()
        {
            Queue.Dispose();
            Model.Dispose();
        }
    }
}
