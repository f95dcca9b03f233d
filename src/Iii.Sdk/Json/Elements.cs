using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads and writes the elements of every kind of collection.</summary>
internal static class Elements
{
    /// <summary>Reads an array into a list; null for the literal <c>null</c>.</summary>
    public static List<T>? Read<T, TCodec>(ref JsonInput reader)
        where TCodec : IJsonCodec<T>
    {
        if (!TryBegin(ref reader))
        {
            return null;
        }

        var list = new List<T>();
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
        {
            list.Add(TCodec.Read(ref reader)!);
        }

        return list;
    }

    /// <summary>Reads an array into one of just its length; null for the literal <c>null</c>.</summary>
    public static T[]? ReadArray<T, TCodec>(ref JsonInput reader)
        where TCodec : IJsonCodec<T>
    {
        if (!TryBegin(ref reader))
        {
            return null;
        }

        // Short arrays grow on the stack, long ones in memory that is used again: an array costs its own size and no more.
        First<T> first = default;
        Span<T> buffer = first;
        T[]? rented = null;
        var count = 0;
        try
        {
            while (reader.Read() && reader.TokenType is not JsonTokenType.EndArray)
            {
                if (count == buffer.Length)
                {
                    buffer = Grow(buffer, ref rented);
                }

                buffer[count++] = TCodec.Read(ref reader)!;
            }

            return buffer[..count].ToArray();
        }
        finally
        {
            Return(rented);
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

    /// <summary>The reader stands on an array's beginning; false for the literal <c>null</c>.</summary>
    /// <exception cref="JsonException">It stands on something else.</exception>
    public static bool TryBegin(ref JsonInput reader) => reader.TokenType switch
    {
        JsonTokenType.StartArray => true,
        JsonTokenType.Null => false,
        _ => throw JsonErrors.Expected(ref reader, "an array"),
    };

    private static Span<T> Grow<T>(Span<T> buffer, ref T[]? rented)
    {
        var larger = ArrayPool<T>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger);
        Return(rented);
        rented = larger;
        return larger;
    }

    private static void Return<T>(T[]? rented)
    {
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented, clearArray: RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    [InlineArray(16)]
    private struct First<T>
    {
        private T _item;
    }
}
