namespace Iii.Invocation;

/// <summary>
/// Ends calls whose time is over, with one timer for any number of them: adding and removing costs the same whether ten or a million are waiting.
/// </summary>
/// <remarks>A wheel of lists, one for each tick; a deadline farther away than one turn stays in its list for more turns. Deadlines are met to the next tick.</remarks>
internal sealed class DeadlineWheel : IDisposable
{
    private const int Spokes = 512;

    private readonly Lock _gate = new();
    private readonly PendingCall?[] _spokes = new PendingCall?[Spokes];
    private readonly TimeProvider _time;
    private readonly ITimer _timer;
    private readonly long _start;
    private long _tick;
    private int _count;
    private bool _isTicking;

    public DeadlineWheel(TimeProvider time)
    {
        _time = time;
        _start = time.GetTimestamp();
        _timer = time.CreateTimer(static wheel => ((DeadlineWheel)wheel!).Turn(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The wheel's resolution.</summary>
    public static TimeSpan Tick { get; } = TimeSpan.FromMilliseconds(50);

    public void Add(PendingCall call, TimeSpan timeout)
    {
        lock (_gate)
        {
            var now = CurrentTick();
            if (!_isTicking)
            {
                _isTicking = true;
                _tick = now;
                _timer.Change(Tick, Tick);
            }

            // Never early: the tick that is running now does not count.
            call.Deadline = now + 1 + (long)Math.Ceiling(timeout / Tick);
            ref var first = ref _spokes[call.Deadline % Spokes];
            call.Next = first;
            call.Previous = null;
            if (first is not null)
            {
                first.Previous = call;
            }

            first = call;
            call.IsTimed = true;
            _count++;
        }
    }

    public void Remove(PendingCall call)
    {
        lock (_gate)
        {
            Unlink(call);
        }
    }

    public void Dispose() => _timer.Dispose();

    private void Turn()
    {
        List<PendingCall>? due = null;
        lock (_gate)
        {
            // A late timer makes up for the ticks that it missed; more than one turn would only visit the same spokes again.
            var now = CurrentTick();
            for (_tick = Math.Max(_tick, now - Spokes); _tick <= now; _tick++)
            {
                for (var call = _spokes[_tick % Spokes]; call is not null;)
                {
                    var next = call.Next;
                    if (call.Deadline <= now)
                    {
                        Unlink(call);
                        (due ??= []).Add(call);
                    }

                    call = next;
                }
            }

            if (_count == 0)
            {
                _isTicking = false;
                _timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }

        if (due is not null)
        {
            foreach (var call in due)
            {
                call.TimeOut();
            }
        }
    }

    private void Unlink(PendingCall call)
    {
        if (!call.IsTimed)
        {
            return;
        }

        if (call.Previous is null)
        {
            _spokes[call.Deadline % Spokes] = call.Next;
        }
        else
        {
            call.Previous.Next = call.Next;
        }

        if (call.Next is not null)
        {
            call.Next.Previous = call.Previous;
        }

        call.Next = call.Previous = null;
        call.IsTimed = false;
        _count--;
    }

    private long CurrentTick() => _time.GetElapsedTime(_start).Ticks / Tick.Ticks;
}
