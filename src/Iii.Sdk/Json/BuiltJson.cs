using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Makes a collection of its elements. Part of the contract between generated code and this library; not for use by hand.</summary>
/// <typeparam name="TCollection">The collection.</typeparam>
/// <typeparam name="T">The elements' type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ICollectionBuilder<out TCollection, T>
{
    /// <summary>Makes the collection.</summary>
    /// <param name="items">The elements in the order of the JSON; nobody else has them.</param>
    static abstract TCollection Build(T[] items);
}

/// <summary>An array, as a collection that is made at once of all its elements.</summary>
/// <typeparam name="TCollection">The collection.</typeparam>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
/// <typeparam name="TBuilder">Who makes the collection.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BuiltJson<TCollection, T, TCodec, TBuilder> : IJsonCodec<TCollection>
    where TCollection : class, IEnumerable<T>
    where TCodec : IJsonCodec<T>
    where TBuilder : ICollectionBuilder<TCollection, T>
{
    /// <inheritdoc/>
    public static TCollection? Read(ref JsonInput reader) => Elements.ReadArray<T, TCodec>(ref reader) is { } items ? TBuilder.Build(items) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, TCollection? value) => Elements.Write<T, TCodec>(output, value);
}

/// <summary>An array, as a collection that is filled with its elements one by one.</summary>
/// <typeparam name="TCollection">The collection.</typeparam>
/// <typeparam name="T">The elements' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes an element.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FilledJson<TCollection, T, TCodec> : IJsonCodec<TCollection>
    where TCollection : ICollection<T>, new()
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static TCollection? Read(ref JsonInput reader)
    {
        if (!Elements.TryBegin(ref reader))
        {
            // A struct has no null among its values.
            return default(TCollection) is null ? default : throw JsonErrors.Expected(ref reader, "an array");
        }

        var collection = new TCollection();
        if (collection.IsReadOnly)
        {
            throw JsonErrors.ReadOnly<TCollection>();
        }

        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            collection.Add(TCodec.Read(ref reader)!);
        }

        return collection;
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, TCollection? value) => Elements.Write<T, TCodec>(output, value);
}
