using System.Buffers;
using System.Runtime.CompilerServices;
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

    /// <summary>Reads an array into one of just its length; null for the literal <c>null</c>.</summary>
    public static T[]? ReadArray<T, TCodec>(ref Utf8JsonReader reader)
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

        // Grows in memory that is used again, so that a long array costs its own size and no more.
        var buffer = ArrayPool<T>.Shared.Rent(16);
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                if (count == buffer.Length)
                {
                    Grow(ref buffer);
                }

                buffer[count++] = TCodec.Read(ref reader)!;
            }

            return buffer.AsSpan(0, count).ToArray();
        }
        finally
        {
            Return(buffer);
        }
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

    private static void Grow<T>(ref T[] buffer)
    {
        var larger = ArrayPool<T>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        Return(buffer);
        buffer = larger;
    }

    private static void Return<T>(T[] buffer) => ArrayPool<T>.Shared.Return(buffer, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
}
