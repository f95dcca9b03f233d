namespace Iii;

/// <summary>
/// A stream whose items are kept by a worker and not by the engine: in a database, in another system, or nowhere because they are computed. The engine asks the worker
/// wherever it would have looked into its own store, and tells watchers and triggers of changes as it does for its own. See <see cref="IIIWorker.HostStream{T}"/>.
/// </summary>
/// <typeparam name="T">The items' type.</typeparam>
/// <remarks>Calls come at the same time. An exception is the caller's error: the code and message of an <see cref="IIIException"/> reach it.</remarks>
public interface IIIStream<T>
{
    /// <summary>An item; null when there is none.</summary>
    ValueTask<T?> GetAsync(string group, string item, CancellationToken cancellationToken);

    /// <summary>Sets an item, whether there was one or not.</summary>
    /// <returns>The item before, null for one that is new, and after.</returns>
    ValueTask<ValueChange<T>> SetAsync(string group, string item, T? data, CancellationToken cancellationToken);

    /// <summary>Deletes an item.</summary>
    /// <returns>The item that it was; null when there was none.</returns>
    ValueTask<T?> DeleteAsync(string group, string item, CancellationToken cancellationToken);

    /// <summary>The items of a group.</summary>
    ValueTask<IReadOnlyList<T?>> ListAsync(string group, CancellationToken cancellationToken);

    /// <summary>The names of the groups.</summary>
    ValueTask<IReadOnlyList<string>> ListGroupsAsync(CancellationToken cancellationToken);

    /// <summary>Changes an item by operations, all at once. A stream that does not say how refuses it with <see cref="IIIErrorCodes.NotSupported"/>.</summary>
    /// <returns>The item before and after.</returns>
    ValueTask<ValueChange<T>> UpdateAsync(string group, string item, IReadOnlyList<StreamUpdate> operations, CancellationToken cancellationToken) =>
        throw new IIIException(IIIErrorCodes.NotSupported, $"This stream takes no update operations. Read the item '{item}', and set it.");
}
