using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads and writes the entries of every kind of dictionary.</summary>
internal static class Entries
{
    /// <summary>Reads an object into a dictionary; null for the literal <c>null</c>. Of properties with one name, the last counts.</summary>
    public static Dictionary<TKey, T>? Read<TKey, TKeyCodec, T, TCodec>(ref JsonInput reader)
        where TKey : notnull
        where TKeyCodec : IJsonKey<TKey>
        where TCodec : IJsonCodec<T>
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        var entries = new Dictionary<TKey, T>();
        Fill<Dictionary<TKey, T>, TKey, TKeyCodec, T, TCodec>(ref reader, entries);
        return entries;
    }

    public static void Fill<TDictionary, TKey, TKeyCodec, T, TCodec>(ref JsonInput reader, TDictionary dictionary)
        where TDictionary : IDictionary<TKey, T>
        where TKeyCodec : IJsonKey<TKey>
        where TCodec : IJsonCodec<T>
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw JsonErrors.Expected(ref reader, "an object");
        }

        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (reader.IsOnCallerId)
            {
                reader.Skip();
                continue;
            }

            var key = TKeyCodec.Read(ref reader);
            reader.Read();
            dictionary[key] = TCodec.Read(ref reader)!;
        }
    }

    public static void Write<TKey, TKeyCodec, T, TCodec>(JsonOutput output, IEnumerable<KeyValuePair<TKey, T>>? entries)
        where TKeyCodec : IJsonKey<TKey>
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
            TKeyCodec.Write(output, key);
            TCodec.Write(output, value);
        }

        output.EndObject();
    }
}
