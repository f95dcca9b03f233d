using Iii.Generated;

namespace Iii.Invocation;

/// <summary>What limits the calls of one function: how many run, and for how long. Functions without limits have none of these.</summary>
internal sealed class FunctionLimits
{
    private readonly Lock _gate = new();
    private readonly Queue<IncomingCall> _waiting = new();
    private readonly int _maxConcurrentCalls;
    private int _count;

    private FunctionLimits(int maxConcurrentCalls, TimeSpan? timeLimit)
    {
        _maxConcurrentCalls = maxConcurrentCalls > 0 ? maxConcurrentCalls : int.MaxValue;
        TimeLimit = timeLimit;
    }

    /// <summary>How long a call may run; null for no limit.</summary>
    public TimeSpan? TimeLimit { get; }

    /// <summary>The limits of a function; null when it has none.</summary>
    public static FunctionLimits? Of(FunctionDefinition function) =>
        function.MaxConcurrentCalls > 0 || function.TimeLimit is not null ? new FunctionLimits(function.MaxConcurrentCalls, function.TimeLimit) : null;

    /// <summary>Lets a call in, or keeps it until <see cref="Leave"/> hands it out.</summary>
    /// <returns>True when it may run.</returns>
    public bool TryEnter(IncomingCall call)
    {
        lock (_gate)
        {
            if (_count < _maxConcurrentCalls)
            {
                _count++;
                return true;
            }

            _waiting.Enqueue(call);
            return false;
        }
    }

    /// <summary>A call that was let in has ended.</summary>
    /// <returns>The call that may run in its place; null for none.</returns>
    public IncomingCall? Leave()
    {
        lock (_gate)
        {
            if (_waiting.TryDequeue(out var next))
            {
                return next;
            }

            _count--;
            return null;
        }
    }

    /// <summary>Takes out a call that waits, and never will run; null when there is none.</summary>
    public IncomingCall? GiveUp()
    {
        lock (_gate)
        {
            return _waiting.TryDequeue(out var call) ? call : null;
        }
    }
}
