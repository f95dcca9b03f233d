namespace Iii.DevEngine.Invocations;

/// <summary>The calls that workers are running, and which of them makes a further one.</summary>
internal sealed class RunningInvocations
{
    private readonly Dictionary<string, List<RoutedInvocation>> _ofWorkers = new(StringComparer.Ordinal);

    public void Add(RoutedInvocation invocation)
    {
        if (invocation.ExecutorId is { } worker)
        {
            if (!_ofWorkers.TryGetValue(worker, out var running))
            {
                _ofWorkers[worker] = running = [];
            }

            running.Add(invocation);
        }
    }

    public void Remove(RoutedInvocation invocation)
    {
        if (invocation.ExecutorId is { } worker && _ofWorkers.TryGetValue(worker, out var running) && running.Remove(invocation) && running.Count == 0)
        {
            _ofWorkers.Remove(worker);
        }
    }

    /// <summary>The call that the caller runs and makes this one for: the one of the same trace, else the only one that it runs. Null when that is not clear.</summary>
    public RoutedInvocation? ParentOf(RoutedInvocation invocation)
    {
        if (invocation.CallerId is not { } caller || !_ofWorkers.TryGetValue(caller, out var running))
        {
            return null;
        }

        var sameTrace = TraceId(invocation) is { } trace ? running.FindLast(r => TraceId(r) == trace) : null;
        return sameTrace ?? (running.Count == 1 && (TraceId(running[0]) is null || TraceId(invocation) is null) ? running[0] : null);
    }

    /// <summary>The second part of a W3C trace context.</summary>
    public static string? TraceId(RoutedInvocation invocation) => invocation.TraceParent?.Split('-') is [_, { Length: 32 } trace, _, ..] ? trace : null;
}
