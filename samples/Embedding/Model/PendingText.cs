namespace Iii.Samples.Embedding.Model;

/// <summary>Represents a text that waits for its vector.</summary>
/// <param name="tokens">Its token ids.</param>
/// <param name="cancellationToken">Ends the wait.</param>
internal sealed class PendingText(int[] tokens, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<float[]> _vector = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int[] Tokens => tokens;

    public Task<float[]> Vector => _vector.Task;

    /// <summary>Ends the wait where nothing is to be done any more: the call was cancelled, or the model is being disposed.</summary>
    /// <returns>Whether the wait has ended.</returns>
    public bool TryEnd(bool isStopping)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            _vector.TrySetCanceled(cancellationToken);
        }
        else if (isStopping)
        {
            Fail(new ObjectDisposedException(nameof(SentenceEmbeddingGenerator)));
        }

        return _vector.Task.IsCompleted;
    }

    public void Complete(float[] vector) => _vector.TrySetResult(vector);

    public void Fail(Exception error) => _vector.TrySetException(error);
}
