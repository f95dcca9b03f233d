using System.Collections;

namespace Iii.Telemetry;

/// <summary>What log messages of a handler carry: the ids of its function and of the call. It may outlive the call.</summary>
internal sealed class InvocationScope(string functionId, string? invocationId) : IReadOnlyList<KeyValuePair<string, object?>>
{
    public int Count => invocationId is null ? 1 : 2;

    public KeyValuePair<string, object?> this[int index] => index switch
    {
        0 => new("FunctionId", functionId),
        1 when invocationId is not null => new("InvocationId", invocationId),
        _ => throw new ArgumentOutOfRangeException(nameof(index)),
    };

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return this[i];
        }
    }

    public override string ToString() => invocationId is null ? $"FunctionId:{functionId}" : $"FunctionId:{functionId} InvocationId:{invocationId}";

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
