using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace Iii.DevEngine.Tests;

/// <summary>A clock that is moved by hand, and says when somebody begins to wait for it.</summary>
internal sealed class TestClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        if (period == Timeout.InfiniteTimeSpan)
        {
            // What happens again and again waits for nothing in particular.
            _waits.Writer.TryWrite(dueTime);
        }

        return timer;
    }

    /// <summary>Moves the clock by this time, as soon as somebody waits just so long.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        await WaitsAsync(time);
        Advance(time);
    }

    /// <summary>Returns when somebody has begun to wait just so long.</summary>
    public async Task WaitsAsync(TimeSpan time)
    {
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        while (await _waits.Reader.ReadAsync(timeout.Token) != time)
        {
        }
    }
}
