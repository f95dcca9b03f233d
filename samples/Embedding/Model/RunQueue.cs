using System.Threading.Channels;

namespace Iii.Samples.Embedding.Model;

/// <summary>
/// Runs the model on threads of its own, so that the connection's threads stay free. Texts that wait at the same time share a run, whichever calls they
/// belong to; nothing waits for others to come.
/// </summary>
internal sealed class RunQueue : IDisposable
{
    // Beyond so many tokens a run gains nothing from another text; padding costs what tokens cost.
    private const int MaxTokensPerRun = 256;
    private const double MaxPadding = 1.25;

    private readonly SentenceModel _model;
    private readonly int _textsPerRun;
    private readonly Channel<PendingText> _waiting;
    private readonly Thread[] _threads;
    private readonly Lock _gathering = new();
    private int _idle;
    private volatile bool _isStopping;

    /// <summary>Starts the threads.</summary>
    public RunQueue(SentenceModel model, EmbeddingOptions options)
    {
        _model = model;
        _textsPerRun = model.CanShareRuns ? options.TextsPerRun : 1;

        // Room for two runs of each thread: calls with more texts take turns with the others.
        _waiting = Channel.CreateBounded<PendingText>(2 * options.ParallelRuns * options.TextsPerRun);
        _idle = options.ParallelRuns;
        _threads = [.. Enumerable.Range(0, options.ParallelRuns).Select(i => new Thread(Work) { Name = $"embedding {i}", IsBackground = true })];
        Array.ForEach(_threads, t => t.Start());
    }

    /// <summary>Waits for room, then for the vectors. A cancelled call leaves texts that have not begun undone.</summary>
    public async Task RunAsync(IEnumerable<PendingText> texts, CancellationToken cancellationToken)
    {
        var vectors = new List<Task>();
        foreach (var text in texts)
        {
            await _waiting.Writer.WriteAsync(text, cancellationToken).ConfigureAwait(false);
            vectors.Add(text.Vector);
        }

        await Task.WhenAll(vectors).WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        _isStopping = true;
        _waiting.Writer.TryComplete();
        Array.ForEach(_threads, t => t.Join());
    }

    private void Work()
    {
        var run = new List<PendingText>(_textsPerRun);
        while (_waiting.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            if (!Gather(run))
            {
                continue;
            }

            try
            {
                var vectors = _model.Run(run.ConvertAll(t => t.Tokens));
                for (var i = 0; i < run.Count; i++)
                {
                    run[i].Complete(vectors[i]);
                }
            }
            catch (Exception e)
            {
                run.ForEach(t => t.Fail(e));
            }

            lock (_gathering)
            {
                _idle++;
            }
        }
    }

    /// <summary>
    /// Micro-batching: takes what waits, up to this thread's share of it, as long as the texts are about as long as each other.
    /// </summary>
    private bool Gather(List<PendingText> run)
    {
        run.Clear();
        lock (_gathering)
        {
            var share = Math.Clamp((_waiting.Reader.Count + _idle - 1) / Math.Max(_idle, 1), 1, _textsPerRun);
            for (int tokens = 0, longest = 0; run.Count < share && _waiting.Reader.TryPeek(out var text); _waiting.Reader.TryRead(out _))
            {
                if (text.TryEnd(_isStopping))
                {
                    continue;
                }

                tokens += text.Tokens.Length;
                longest = Math.Max(longest, text.Tokens.Length);
                var padded = longest * (run.Count + 1);
                if (run.Count > 0 && (padded > MaxTokensPerRun || padded > tokens * MaxPadding))
                {
                    break;
                }

                run.Add(text);
            }

            _idle -= Math.Sign(run.Count);
            return run.Count > 0;
        }
    }
}
