namespace Iii.DevEngine.Invocations;

/// <summary>The last calls that the engine has routed, so many and so large at most; the oldest go first.</summary>
/// <param name="capacity">How many are kept.</param>
/// <param name="maxBytes">How many bytes their payloads and results have together; the newest is kept whatever its size.</param>
internal sealed class InvocationLog(int capacity, long maxBytes = InvocationLog.DefaultBytes) : IInvocationRecorder
{
    public const long DefaultBytes = 64 * 1024 * 1024;

    private readonly Lock _gate = new();
    private readonly LinkedList<Kept> _kept = new();
    private readonly Dictionary<RoutedInvocation, LinkedListNode<Kept>> _nodes = [];
    private readonly RunningInvocations _running = new();
    private long _bytes;
    private long _count;

    /// <summary>A call has begun or ended, on the thread that routes it.</summary>
    public event Action<RoutedInvocation>? Changed;

    /// <summary>Those that are kept, in the order of their beginnings.</summary>
    public IReadOnlyList<RoutedInvocation> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _kept.Select(k => k.Invocation)];
            }
        }
    }

    public void Began(RoutedInvocation invocation)
    {
        lock (_gate)
        {
            invocation.Number = ++_count;
            invocation.Parent = (invocation.Origin.Cause ?? _running.ParentOf(invocation))?.Number;
            _running.Add(invocation);
            _nodes[invocation] = _kept.AddLast(new Kept(invocation));
            Measure(invocation);
        }

        Changed?.Invoke(invocation);
    }

    public void Ended(RoutedInvocation invocation)
    {
        lock (_gate)
        {
            _running.Remove(invocation);
            Measure(invocation);
        }

        Changed?.Invoke(invocation);
    }

    /// <summary>Those that are kept and began after the one with a number, in the order of their beginnings.</summary>
    public IReadOnlyList<RoutedInvocation> After(long number)
    {
        var after = new Stack<RoutedInvocation>();
        lock (_gate)
        {
            for (var node = _kept.Last; node is not null && node.Value.Invocation.Number > number; node = node.Previous)
            {
                after.Push(node.Value.Invocation);
            }
        }

        return [.. after];
    }

    /// <summary>The one with this number; null when it is not kept any more.</summary>
    public RoutedInvocation? Find(long number)
    {
        lock (_gate)
        {
            return _kept.FirstOrDefault(k => k.Invocation.Number == number)?.Invocation;
        }
    }

    /// <summary>Forgets all of them; numbers go on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _kept.Clear();
            _nodes.Clear();
            _bytes = 0;
        }
    }

    private void Measure(RoutedInvocation invocation)
    {
        if (!_nodes.TryGetValue(invocation, out var node))
        {
            return;
        }

        _bytes += invocation.Bytes - node.Value.Bytes;
        node.Value.Bytes = invocation.Bytes;
        while (_kept.Count > capacity || (_bytes > maxBytes && _kept.Count > 1))
        {
            var oldest = _kept.First!.Value;
            _kept.RemoveFirst();
            _nodes.Remove(oldest.Invocation);
            _bytes -= oldest.Bytes;
        }
    }

    private sealed class Kept(RoutedInvocation invocation)
    {
        public RoutedInvocation Invocation => invocation;

        public long Bytes { get; set; }
    }
}
