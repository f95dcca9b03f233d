using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Iii.Generated;

/// <summary>
/// Walks through what is declared as an interface: lists and dictionaries, which readers make for these, without an allocation. Part of the contract between generated
/// code and this library; not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Items
{
    /// <summary>The elements of a collection.</summary>
    public static ItemSequence<T> Of<T>(IEnumerable<T> items) => new(items);

    /// <summary>The entries of a dictionary.</summary>
    public static EntrySequence<TKey, TValue> Of<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> entries)
        where TKey : notnull => new(entries);
}

/// <summary>The elements of a collection. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct ItemSequence<T>
{
    private readonly ReadOnlySpan<T> _span;
    private readonly IEnumerator<T>? _others;
    private int _index = -1;

    internal ItemSequence(IEnumerable<T> items)
    {
        switch (items)
        {
            case List<T> list:
                _span = CollectionsMarshal.AsSpan(list);
                break;
            case T[] array when array.GetType() == typeof(T[]):
                _span = array;
                break;
            default:
                _others = items.GetEnumerator();
                break;
        }
    }

    /// <summary>The element.</summary>
    public readonly T Current => _others is null ? _span[_index] : _others.Current;

    /// <summary>Itself.</summary>
    public readonly ItemSequence<T> GetEnumerator() => this;

    /// <summary>Goes on to the next element.</summary>
    public bool MoveNext() => _others?.MoveNext() ?? ++_index < _span.Length;

    /// <summary>Lets go of the collection.</summary>
    public readonly void Dispose() => _others?.Dispose();
}

/// <summary>The entries of a dictionary. Part of the contract between generated code and this library; not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct EntrySequence<TKey, TValue>
    where TKey : notnull
{
    private readonly IEnumerator<KeyValuePair<TKey, TValue>>? _others;
    private Dictionary<TKey, TValue>.Enumerator _entries;

    internal EntrySequence(IEnumerable<KeyValuePair<TKey, TValue>> entries)
    {
        if (entries is Dictionary<TKey, TValue> dictionary)
        {
            _entries = dictionary.GetEnumerator();
        }
        else
        {
            _others = entries.GetEnumerator();
        }
    }

    /// <summary>The entry.</summary>
    public readonly KeyValuePair<TKey, TValue> Current => _others is null ? _entries.Current : _others.Current;

    /// <summary>Itself.</summary>
    public readonly EntrySequence<TKey, TValue> GetEnumerator() => this;

    /// <summary>Goes on to the next entry.</summary>
    public bool MoveNext() => _others?.MoveNext() ?? _entries.MoveNext();

    /// <summary>Lets go of the dictionary.</summary>
    public readonly void Dispose() => _others?.Dispose();
}
