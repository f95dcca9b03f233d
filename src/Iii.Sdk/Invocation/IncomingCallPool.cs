using System.Collections.Concurrent;

namespace Iii.Invocation;

/// <summary>The calls' objects, kept from one call to the next. It knows all that exist, the ones that are running too.</summary>
internal sealed class IncomingCallPool(Dispatcher dispatcher)
{
    /// <summary>A call's buffer that has grown beyond this is given back instead of kept for the next call.</summary>
    public const int LargestKeptBuffer = 64 * 1024;

    private const int MostKept = 512;

    private readonly ConcurrentQueue<IncomingCall> _kept = new();
    private readonly HashSet<IncomingCall> _all = [];
    private int _keptCount;

    public IncomingCall Rent()
    {
        if (_kept.TryDequeue(out var call))
        {
            Interlocked.Decrement(ref _keptCount);
            return call;
        }

        call = new IncomingCall(dispatcher);
        lock (_all)
        {
            _all.Add(call);
        }

        return call;
    }

    public void Return(IncomingCall call)
    {
        call.End();
        if (Interlocked.Increment(ref _keptCount) <= MostKept)
        {
            _kept.Enqueue(call);
            return;
        }

        Interlocked.Decrement(ref _keptCount);
        lock (_all)
        {
            _all.Remove(call);
        }

        call.Dispose();
    }

    /// <summary>Answers every call that is not answered yet, whoever has it.</summary>
    public void StopAll(string code, string message)
    {
        lock (_all)
        {
            foreach (var call in _all)
            {
                call.Stop(code, message);
            }
        }
    }
}
