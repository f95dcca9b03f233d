using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads and writes the elements of every kind of collection.</summary>
internal static class Elements
{
    /// <summary>Reads an array into a list; null for the literal <c>null</c>.</summary>
    public static List<T>? Read<T, TCodec>(ref Utf8JsonReader reader)
        where TCodec : IJsonCodec<T>
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType is not JsonTokenType.StartArray)
        {
            throw JsonErrors.Expected(ref reader, "an array");
        }

        var list = new List<T>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            list.Add(TCodec.Read(ref reader)!);
        }

        return list;
    }

    public static void Write<T, TCodec>(JsonOutput output, IEnumerable<T>? values)
        where TCodec : IJsonCodec<T>
    {
        if (values is null)
        {
            output.WriteNull();
            return;
        }

        output.BeginArray();
        foreach (var value in values)
        {
            output.BeginElement();
            TCodec.Write(output, value);
        }

        output.EndArray();
    }

    public static void Write<T, TCodec>(JsonOutput output, ReadOnlySpan<T> values)
        where TCodec : IJsonCodec<T>
    {
        output.BeginArray();
        foreach (var value in values)
        {
            output.BeginElement();
            TCodec.Write(output, value);
        }

        output.EndArray();
    }
}
