using System.ComponentModel;

namespace Iii.Generated;

/// <summary>The results of handlers that give one element after the other. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequence
{
    /// <summary>Waits for all elements.</summary>
    /// <param name="elements">What the handler returned.</param>
    /// <param name="cancellationToken">The call's; the enumerator gets it.</param>
    public static async ValueTask<List<T>> CollectAsync<T>(IAsyncEnumerable<T> elements, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(elements);
        var list = new List<T>();
        await foreach (var element in elements.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            list.Add(element);
        }

        return list;
    }
}
