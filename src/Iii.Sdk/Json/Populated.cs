using System.ComponentModel;

namespace Iii.Generated;

/// <summary>Adds what was read to a collection that is there already. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <typeparam name="TCollection">The collection.</typeparam>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PopulatedItems<TCollection, T>
    where TCollection : class, ICollection<T>
{
    /// <summary>Adds all elements.</summary>
    /// <returns>False when one of the collections is null.</returns>
    /// <exception cref="NotSupportedException">The collection is read-only.</exception>
    public static bool TryAdd(TCollection? to, TCollection? read)
    {
        if (to is null || read is null)
        {
            return false;
        }

        foreach (var item in read)
        {
            to.Add(item);
        }

        return true;
    }
}

/// <summary>Sets what was read in a dictionary that is there already. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <typeparam name="TDictionary">The dictionary.</typeparam>
/// <typeparam name="TKey">The keys' type.</typeparam>
/// <typeparam name="T">The values' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class PopulatedEntries<TDictionary, TKey, T>
    where TDictionary : class, IDictionary<TKey, T>
{
    /// <summary>Sets all entries.</summary>
    /// <returns>False when one of the dictionaries is null.</returns>
    /// <exception cref="NotSupportedException">The dictionary is read-only.</exception>
    public static bool TryAdd(TDictionary? to, TDictionary? read)
    {
        if (to is null || read is null)
        {
            return false;
        }

        foreach (var (key, value) in read)
        {
            to[key] = value;
        }

        return true;
    }
}
