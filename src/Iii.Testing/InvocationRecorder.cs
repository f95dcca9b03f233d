using Iii.DevEngine.Invocations;

namespace Iii.Testing;

/// <summary>Keeps the calls that the engine has routed, and tells those who wait for one.</summary>
internal sealed class InvocationRecorder
{
    private readonly InvocationLog _log;
    private readonly Lock _gate = new();
    private readonly List<Wait> _waits = [];

    // Bounded by the log: what it has forgotten is forgotten here too.
    private readonly HashSet<RoutedInvocation> _handedOut = [];

    public InvocationRecorder(int capacity)
    {
        _log = new InvocationLog(capacity);
        _log.Changed += Offer;
    }

    public IInvocationRecorder Recorder => _log;

    public IReadOnlyList<IIIInvocation> All => [.. _log.All.Select(i => new IIIInvocation(i))];

    /// <summary>Forgets what was recorded.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _log.Clear();
            _handedOut.Clear();
        }
    }

    /// <summary>The first call that has ended and fits, and that was not handed out before; waits for one.</summary>
    /// <param name="functionId">The function that was called.</param>
    /// <param name="isActivation">Only runs of it that observers caused.</param>
    /// <param name="predicate">What the call must be like; null for any.</param>
    /// <param name="timeout">How long to wait.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="TimeoutException">None came in time.</exception>
    public async Task<IIIInvocation> WaitAsync(
        string functionId, bool isActivation, Func<IIIInvocation, bool>? predicate, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var wait = new Wait(functionId, isActivation, predicate);
        lock (_gate)
        {
            var kept = _log.All;
            _handedOut.IntersectWith(kept);
            foreach (var invocation in kept)
            {
                if (TryHandOut(wait, invocation))
                {
                    break;
                }
            }

            _waits.Add(wait);
        }

        try
        {
            return await wait.Found.Task.WaitAsync(timeout, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _waits.Remove(wait);
            }
        }
    }

    private void Offer(RoutedInvocation invocation)
    {
        if (invocation.Outcome is null)
        {
            return;
        }

        lock (_gate)
        {
            foreach (var wait in _waits)
            {
                if (TryHandOut(wait, invocation))
                {
                    return;
                }
            }
        }
    }

    private bool TryHandOut(Wait wait, RoutedInvocation invocation)
    {
        if (wait.Found.Task.IsCompleted || invocation.FunctionId != wait.FunctionId || invocation.Outcome is null
            || (wait.IsActivation && invocation.Origin.Observer is null) || _handedOut.Contains(invocation))
        {
            return false;
        }

        var recorded = new IIIInvocation(invocation);
        try
        {
            if (wait.Predicate is { } predicate && !predicate(recorded))
            {
                return false;
            }
        }
        catch (Exception e)
        {
            // It is the test's: the engine's thread goes on, and the test is told.
            wait.Found.TrySetException(e);
            return false;
        }

        _handedOut.Add(invocation);
        wait.Found.TrySetResult(recorded);
        return true;
    }

    private sealed record Wait(string FunctionId, bool IsActivation, Func<IIIInvocation, bool>? Predicate)
    {
        public TaskCompletionSource<IIIInvocation> Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
