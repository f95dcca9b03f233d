using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.ComponentModel;

namespace Iii.Generated;

/// <summary>Makes a <see cref="Queue{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct QueueBuilder<T> : ICollectionBuilder<Queue<T>, T>
{
    /// <inheritdoc/>
    public static Queue<T> Build(T[] items) => new(items);
}

/// <summary>Makes a <see cref="Stack{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StackBuilder<T> : ICollectionBuilder<Stack<T>, T>
{
    /// <inheritdoc/>
    public static Stack<T> Build(T[] items) => new(items);
}

/// <summary>Makes a <see cref="ConcurrentQueue{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConcurrentQueueBuilder<T> : ICollectionBuilder<ConcurrentQueue<T>, T>
{
    /// <inheritdoc/>
    public static ConcurrentQueue<T> Build(T[] items) => new(items);
}

/// <summary>Makes a <see cref="ConcurrentStack{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConcurrentStackBuilder<T> : ICollectionBuilder<ConcurrentStack<T>, T>
{
    /// <inheritdoc/>
    public static ConcurrentStack<T> Build(T[] items) => new(items);
}

/// <summary>Makes a <see cref="HashSet{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HashSetBuilder<T> : ICollectionBuilder<ISet<T>, T>, ICollectionBuilder<IReadOnlySet<T>, T>
{
    /// <inheritdoc/>
    public static HashSet<T> Build(T[] items) => [.. items];

    static ISet<T> ICollectionBuilder<ISet<T>, T>.Build(T[] items) => Build(items);

    static IReadOnlySet<T> ICollectionBuilder<IReadOnlySet<T>, T>.Build(T[] items) => Build(items);
}

/// <summary>Makes a <see cref="ImmutableList{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableListBuilder<T> : ICollectionBuilder<ImmutableList<T>, T>, ICollectionBuilder<IImmutableList<T>, T>
{
    /// <inheritdoc/>
    public static ImmutableList<T> Build(T[] items) => [.. items];

    static IImmutableList<T> ICollectionBuilder<IImmutableList<T>, T>.Build(T[] items) => Build(items);
}

/// <summary>Makes a <see cref="ImmutableHashSet{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableHashSetBuilder<T> : ICollectionBuilder<ImmutableHashSet<T>, T>, ICollectionBuilder<IImmutableSet<T>, T>
{
    /// <inheritdoc/>
    public static ImmutableHashSet<T> Build(T[] items) => [.. items];

    static IImmutableSet<T> ICollectionBuilder<IImmutableSet<T>, T>.Build(T[] items) => Build(items);
}

/// <summary>Makes a <see cref="ImmutableSortedSet{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableSortedSetBuilder<T> : ICollectionBuilder<ImmutableSortedSet<T>, T>
{
    /// <inheritdoc/>
    public static ImmutableSortedSet<T> Build(T[] items) => [.. items];
}

/// <summary>Makes a <see cref="ImmutableQueue{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableQueueBuilder<T> : ICollectionBuilder<ImmutableQueue<T>, T>, ICollectionBuilder<IImmutableQueue<T>, T>
{
    /// <inheritdoc/>
    public static ImmutableQueue<T> Build(T[] items) => [.. items];

    static IImmutableQueue<T> ICollectionBuilder<IImmutableQueue<T>, T>.Build(T[] items) => Build(items);
}

/// <summary>Makes a <see cref="ImmutableStack{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableStackBuilder<T> : ICollectionBuilder<ImmutableStack<T>, T>, ICollectionBuilder<IImmutableStack<T>, T>
{
    /// <inheritdoc/>
    public static ImmutableStack<T> Build(T[] items) => [.. items];

    static IImmutableStack<T> ICollectionBuilder<IImmutableStack<T>, T>.Build(T[] items) => Build(items);
}

/// <summary>Makes a <see cref="ConcurrentBag{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ConcurrentBagBuilder<T> : ICollectionBuilder<ConcurrentBag<T>, T>
{
    /// <inheritdoc/>
    public static ConcurrentBag<T> Build(T[] items) => new(items);
}

/// <summary>Makes a <see cref="FrozenSet{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FrozenSetBuilder<T> : ICollectionBuilder<FrozenSet<T>, T>
{
    /// <inheritdoc/>
    public static FrozenSet<T> Build(T[] items) => items.ToFrozenSet();
}

/// <summary>Makes a <see cref="ReadOnlyCollection{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyCollectionBuilder<T> : ICollectionBuilder<ReadOnlyCollection<T>, T>
{
    /// <inheritdoc/>
    public static ReadOnlyCollection<T> Build(T[] items) => new(items);
}

/// <summary>Makes a <see cref="ReadOnlySet{T}"/>.</summary>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlySetBuilder<T> : ICollectionBuilder<ReadOnlySet<T>, T>
{
    /// <inheritdoc/>
    public static ReadOnlySet<T> Build(T[] items) => new(new HashSet<T>(items));
}
