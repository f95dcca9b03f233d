using Iii.DevEngine;

namespace Iii.Testing;

/// <summary>Waits until everything in a host has come to rest: nothing is on its way, nothing runs, all of it waits for the clock or for the test.</summary>
/// <remarks>
/// A handler that waits for the clock can not be told from one that computes. What does not move for <see cref="LongestSilence"/> of the machine's time is taken for waiting, and is not waited for
/// again; but whenever the clock has moved, what waits may go on, and gets <see cref="ShortSilence"/> to show it.
/// </remarks>
internal sealed class Rest : IDisposable
{
    /// <summary>How long something that is under way may show no sign of it.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMilliseconds(250);

    /// <summary>How long something that has been waiting may take to show that it does not any more.</summary>
    public static readonly TimeSpan ShortSilence = TimeSpan.FromMilliseconds(10);

    private readonly EngineActivity _activity;
    private TaskCompletionSource? _change;
    private int _waiting;

    public Rest(EngineActivity activity)
    {
        _activity = activity;
        _activity.Changed += OnChanged;
    }

    /// <param name="mayGoOn">What was waiting may have been given a reason to go on.</param>
    public async Task ReachAsync(bool mayGoOn, CancellationToken cancellationToken)
    {
        while (true)
        {
            var change = NextChange();

            // What has ended, or has moved on, is none of those that wait any more.
            var count = _activity.Count;
            _waiting = Math.Min(_waiting, count);
            if (count == 0 || (count == _waiting && !mayGoOn))
            {
                return;
            }

            try
            {
                await change.WaitAsync(count == _waiting ? ShortSilence : LongestSilence, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                _waiting = _activity.Count;
                return;
            }
        }
    }

    public void Dispose() => _activity.Changed -= OnChanged;

    private Task NextChange()
    {
        while (true)
        {
            if (Volatile.Read(ref _change) is { } change)
            {
                return change.Task;
            }

            Interlocked.CompareExchange(ref _change, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), null);
        }
    }

    private void OnChanged() => Interlocked.Exchange(ref _change, null)?.TrySetResult();
}
