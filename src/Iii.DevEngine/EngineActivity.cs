namespace Iii.DevEngine;

/// <summary>Counts what is under way in an engine, so that whoever moves its clock by hand can let it come to rest first. What follows begins before its cause ends.</summary>
internal sealed class EngineActivity
{
    private int _count;

    /// <summary>The count has changed, on the thread that changed it.</summary>
    public event Action? Changed;

    public int Count => Volatile.Read(ref _count);

    public void Begin()
    {
        Interlocked.Increment(ref _count);
        Changed?.Invoke();
    }

    public void End()
    {
        Interlocked.Decrement(ref _count);
        Changed?.Invoke();
    }

    /// <summary>Waits for the clock within something that is under way: it rests meanwhile, and goes on before the clock does.</summary>
    public static async Task DelayAsync(EngineActivity? activity, TimeSpan delay, TimeProvider time, CancellationToken cancellationToken)
    {
        if (activity is null)
        {
            await Task.Delay(delay, time, cancellationToken).ConfigureAwait(false);
            return;
        }

        await RestAsync(Task.Delay(delay, time, cancellationToken), activity.Begin, activity.End).ConfigureAwait(false);
    }

    /// <summary>Waits for something that the clock ends. What follows has begun before whoever moves the clock goes on, for it begins where the wait ends.</summary>
    public static async Task RestAsync(Task waiting, Action begin, Action end)
    {
        var goingOn = waiting.ContinueWith(_ => begin(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        end();
        await goingOn.ConfigureAwait(false);
        await waiting.ConfigureAwait(false);
    }
}
