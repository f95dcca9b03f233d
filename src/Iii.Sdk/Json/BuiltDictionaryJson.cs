using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>An object, as a dictionary with string keys that is filled with its properties one by one.</summary>
/// <typeparam name="TDictionary">The dictionary.</typeparam>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct FilledDictionaryJson<TDictionary, T, TCodec> : IJsonCodec<TDictionary>
    where TDictionary : IDictionary<string, T>, new()
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static TDictionary? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.Null && default(TDictionary) is null)
        {
            return default;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw JsonErrors.Expected(ref reader, "an object");
        }

        var dictionary = new TDictionary();
        if (dictionary.IsReadOnly)
        {
            throw new JsonException($"{typeof(TDictionary).Name} is read-only and can not be filled from JSON.");
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            dictionary[key] = TCodec.Read(ref reader)!;
        }

        return dictionary;
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, TDictionary? value) => Entries.Write<T, TCodec>(output, value);
}

/// <summary>An object, as an immutable dictionary with string keys.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableDictionaryJson<T, TCodec> : IJsonCodec<ImmutableDictionary<string, T>>, IJsonCodec<IImmutableDictionary<string, T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static ImmutableDictionary<string, T>? Read(ref Utf8JsonReader reader) => Entries.Read<T, TCodec>(ref reader)?.ToImmutableDictionary();

    static IImmutableDictionary<string, T>? IJsonCodec<IImmutableDictionary<string, T>>.Read(ref Utf8JsonReader reader) => Read(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ImmutableDictionary<string, T>? value) => Entries.Write<T, TCodec>(output, value);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IImmutableDictionary<string, T>? value) => Entries.Write<T, TCodec>(output, value);
}

/// <summary>An object, as an immutable dictionary with string keys in their order.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ImmutableSortedDictionaryJson<T, TCodec> : IJsonCodec<ImmutableSortedDictionary<string, T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static ImmutableSortedDictionary<string, T>? Read(ref Utf8JsonReader reader) => Entries.Read<T, TCodec>(ref reader)?.ToImmutableSortedDictionary();

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ImmutableSortedDictionary<string, T>? value) => Entries.Write<T, TCodec>(output, value);
}
