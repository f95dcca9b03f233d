using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.ObjectModel;
using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>An object, as a dictionary.</summary>
/// <typeparam name="TKey">The keys' type.</typeparam>
/// <typeparam name="TKeyCodec">Who reads and writes a key.</typeparam>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DictionaryJson<TKey, TKeyCodec, T, TCodec>
    : IJsonCodec<Dictionary<TKey, T>>, IJsonCodec<IDictionary<TKey, T>>, IJsonCodec<IReadOnlyDictionary<TKey, T>>
    where TKey : notnull
    where TKeyCodec : IJsonKey<TKey>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static Dictionary<TKey, T>? Read(ref JsonInput reader) => Entries.Read<TKey, TKeyCodec, T, TCodec>(ref reader);

    static IDictionary<TKey, T>? IJsonCodec<IDictionary<TKey, T>>.Read(ref JsonInput reader) => Read(ref reader);

    static IReadOnlyDictionary<TKey, T>? IJsonCodec<IReadOnlyDictionary<TKey, T>>.Read(ref JsonInput reader) => Read(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Dictionary<TKey, T>? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IDictionary<TKey, T>? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IReadOnlyDictionary<TKey, T>? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);
}

/// <summary>An object, as an immutable dictionary.</summary>
/// <inheritdoc cref="DictionaryJson{TKey, TKeyCodec, T, TCodec}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableDictionaryJson<TKey, TKeyCodec, T, TCodec> : IJsonCodec<ImmutableDictionary<TKey, T>>, IJsonCodec<IImmutableDictionary<TKey, T>>
    where TKey : notnull
    where TKeyCodec : IJsonKey<TKey>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static ImmutableDictionary<TKey, T>? Read(ref JsonInput reader) => Entries.Read<TKey, TKeyCodec, T, TCodec>(ref reader)?.ToImmutableDictionary();

    static IImmutableDictionary<TKey, T>? IJsonCodec<IImmutableDictionary<TKey, T>>.Read(ref JsonInput reader) => Read(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ImmutableDictionary<TKey, T>? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IImmutableDictionary<TKey, T>? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);
}

/// <summary>An object, as an immutable dictionary in the order of its keys.</summary>
/// <inheritdoc cref="DictionaryJson{TKey, TKeyCodec, T, TCodec}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableSortedDictionaryJson<TKey, TKeyCodec, T, TCodec> : IJsonCodec<ImmutableSortedDictionary<TKey, T>>
    where TKey : notnull
    where TKeyCodec : IJsonKey<TKey>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static ImmutableSortedDictionary<TKey, T>? Read(ref JsonInput reader) => Entries.Read<TKey, TKeyCodec, T, TCodec>(ref reader)?.ToImmutableSortedDictionary();

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ImmutableSortedDictionary<TKey, T>? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);
}

/// <summary>An object, as a dictionary that is filled with its properties one by one.</summary>
/// <typeparam name="TDictionary">The dictionary.</typeparam>
/// <typeparam name="TKey">The keys' type.</typeparam>
/// <typeparam name="TKeyCodec">Who reads and writes a key.</typeparam>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FilledDictionaryJson<TDictionary, TKey, TKeyCodec, T, TCodec> : IJsonCodec<TDictionary>
    where TDictionary : IDictionary<TKey, T>, new()
    where TKey : notnull
    where TKeyCodec : IJsonKey<TKey>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static TDictionary? Read(ref JsonInput reader)
    {
        if (reader.TokenType is JsonTokenType.Null && default(TDictionary) is null)
        {
            return default;
        }

        var dictionary = new TDictionary();
        if (dictionary.IsReadOnly)
        {
            throw JsonErrors.ReadOnly<TDictionary>();
        }

        Entries.Fill<TDictionary, TKey, TKeyCodec, T, TCodec>(ref reader, dictionary);
        return dictionary;
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, TDictionary? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);
}

/// <summary>An object, as a frozen dictionary.</summary>
/// <inheritdoc cref="DictionaryJson{TKey, TKeyCodec, T, TCodec}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FrozenDictionaryJson<TKey, TKeyCodec, T, TCodec> : IJsonCodec<FrozenDictionary<TKey, T>>
    where TKey : notnull
    where TKeyCodec : IJsonKey<TKey>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static FrozenDictionary<TKey, T>? Read(ref JsonInput reader) => Entries.Read<TKey, TKeyCodec, T, TCodec>(ref reader)?.ToFrozenDictionary();

    /// <inheritdoc/>
    public static void Write(JsonOutput output, FrozenDictionary<TKey, T>? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);
}

/// <summary>An object, as a dictionary that only shows.</summary>
/// <inheritdoc cref="DictionaryJson{TKey, TKeyCodec, T, TCodec}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyDictionaryJson<TKey, TKeyCodec, T, TCodec> : IJsonCodec<ReadOnlyDictionary<TKey, T>>
    where TKey : notnull
    where TKeyCodec : IJsonKey<TKey>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static ReadOnlyDictionary<TKey, T>? Read(ref JsonInput reader) => Entries.Read<TKey, TKeyCodec, T, TCodec>(ref reader) is { } entries ? new(entries) : null;

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ReadOnlyDictionary<TKey, T>? value) => Entries.Write<TKey, TKeyCodec, T, TCodec>(output, value);
}
