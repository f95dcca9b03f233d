using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads and writes the entries of every kind of dictionary.</summary>
internal static class Entries
{
    /// <summary>Reads an object; of a key that comes twice, the last value stays.</summary>
    public static Dictionary<string, T>? Read<T, TCodec>(ref Utf8JsonReader reader)
        where TCodec : IJsonCodec<T>
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw JsonErrors.Expected(ref reader, "an object");
        }

        var entries = new Dictionary<string, T>();
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var key = reader.GetString()!;
            reader.Read();
            entries[key] = TCodec.Read(ref reader)!;
        }

        return entries;
    }

    public static void Write<T, TCodec>(JsonOutput output, IEnumerable<KeyValuePair<string, T>>? entries)
        where TCodec : IJsonCodec<T>
    {
        if (entries is null)
        {
            output.WriteNull();
            return;
        }

        output.BeginObject();
        foreach (var (key, value) in entries)
        {
            output.WriteName(key.AsSpan());
            TCodec.Write(output, value);
        }

        output.EndObject();
    }
}

/// <summary>An object with any keys, as <c>Dictionary</c>.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DictionaryJson<T, TCodec> : IJsonCodec<Dictionary<string, T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static Dictionary<string, T>? Read(ref Utf8JsonReader reader) => Entries.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Dictionary<string, T>? value) => Entries.Write<T, TCodec>(output, value);
}

/// <summary>An object with any keys, as <c>IDictionary</c>.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DictionaryInterfaceJson<T, TCodec> : IJsonCodec<IDictionary<string, T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static IDictionary<string, T>? Read(ref Utf8JsonReader reader) => Entries.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IDictionary<string, T>? value) => Entries.Write<T, TCodec>(output, value);
}

/// <summary>An object with any keys, as <c>IReadOnlyDictionary</c>.</summary>
/// <typeparam name="T">The values' type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes a value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ReadOnlyDictionaryJson<T, TCodec> : IJsonCodec<IReadOnlyDictionary<string, T>>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, T>? Read(ref Utf8JsonReader reader) => Entries.Read<T, TCodec>(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IReadOnlyDictionary<string, T>? value) => Entries.Write<T, TCodec>(output, value);
}
