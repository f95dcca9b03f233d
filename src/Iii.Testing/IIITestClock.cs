namespace Iii.Testing;

/// <summary>A clock that stands still until it is moved. It goes from one timer to the next, so that each finds the time at which it was due.</summary>
/// <remarks>Moved by <see cref="IIITestHost.AdvanceAsync"/>, which lets the engine and the workers do what is due. It may be given to the classes under test.</remarks>
public sealed class IIITestClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly HashSet<ClockTimer> _timers = [];
    private long _created;
    private DateTimeOffset _now;

    /// <summary>Makes a clock.</summary>
    /// <param name="start">What it shows at first. Default: the beginning of 2026, in UTC.</param>
    public IIITestClock(DateTimeOffset? start = null) => _now = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>How many timers wait.</summary>
    public int TimerCount
    {
        get
        {
            lock (_gate)
            {
                return _timers.Count;
            }
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ClockTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock to the next timer that is due by a time, and runs what is due then; or to that time itself when there is none.</summary>
    internal ClockStep Step(DateTimeOffset target)
    {
        List<ClockTimer> due;
        lock (_gate)
        {
            var next = _timers.Where(t => t.Due <= target).Select(t => t.Due).DefaultIfEmpty(DateTimeOffset.MaxValue).Min();
            _now = next > target ? Later(_now, target) : Later(_now, next);
            due = [.. _timers.Where(t => t.Due <= _now).OrderBy(t => t.Due).ThenBy(t => t.Order)];
            foreach (var timer in due)
            {
                if (timer.Period > TimeSpan.Zero)
                {
                    timer.Due += timer.Period;
                }
                else
                {
                    _timers.Remove(timer);
                }
            }
        }

        foreach (var timer in due)
        {
            timer.Fire();
        }

        return due.Count == 0 ? ClockStep.Done : due.Exists(t => t.Period <= TimeSpan.Zero) ? ClockStep.Fired : ClockStep.Ticked;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private void Set(ClockTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan)
            {
                return;
            }

            timer.Period = period;
            timer.Order = ++_created;
            timer.Due = dueTime > DateTimeOffset.MaxValue - _now ? DateTimeOffset.MaxValue : _now + dueTime;
            if (dueTime > TimeSpan.Zero)
            {
                _timers.Add(timer);
                return;
            }

            if (period > TimeSpan.Zero)
            {
                timer.Due += period;
                _timers.Add(timer);
            }
        }

        // What is due at once need not wait for the clock to be moved.
        ThreadPool.UnsafeQueueUserWorkItem(static t => t.Fire(), timer, preferLocal: false);
    }

    private void Remove(ClockTimer timer)
    {
        lock (_gate)
        {
            _timers.Remove(timer);
        }
    }

    private sealed class ClockTimer(IIITestClock clock, TimerCallback callback, object? state) : ITimer
    {
        private readonly ExecutionContext? _context = ExecutionContext.Capture();
        private volatile bool _isDisposed;

        public DateTimeOffset Due { get; set; }

        public TimeSpan Period { get; set; }

        /// <summary>What is due at the same time fires in the order in which it was set.</summary>
        public long Order { get; set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (_isDisposed)
            {
                return false;
            }

            clock.Set(this, dueTime, period);
            return true;
        }

        public void Fire()
        {
            if (_isDisposed)
            {
                return;
            }

            if (_context is null)
            {
                callback(state);
            }
            else
            {
                ExecutionContext.Run(_context, static s => ((ClockTimer)s!).Call(), this);
            }
        }

        public void Dispose()
        {
            _isDisposed = true;
            clock.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Call() => callback(state);
    }
}

/// <summary>What a step of a clock came to.</summary>
internal enum ClockStep
{
    /// <summary>The time has come, and nothing is due.</summary>
    Done,

    /// <summary>Only what is due again and again has fired: heartbeats, looks at deadlines.</summary>
    Ticked,

    /// <summary>Somebody's time has come.</summary>
    Fired,
}
