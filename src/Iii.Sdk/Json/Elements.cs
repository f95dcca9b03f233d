using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>Reads and writes the elements of every kind of collection.</summary>
internal static class Elements
{
    /// <summary>Reads an array into a list of just its length; null for the literal <c>null</c>.</summary>
    public static List<T>? Read<T, TCodec>(ref JsonInput reader)
        where TCodec : IJsonCodec<T> => Read<T, TCodec, List<T>, ToList<T>>(ref reader);

    /// <summary>Reads an array into one of just its length; null for the literal <c>null</c>.</summary>
    public static T[]? ReadArray<T, TCodec>(ref JsonInput reader)
        where TCodec : IJsonCodec<T> => Read<T, TCodec, T[], ToArray<T>>(ref reader);

    private static TCollection? Read<T, TCodec, TCollection, TCopy>(ref JsonInput reader)
        where TCodec : IJsonCodec<T>
        where TCollection : class
        where TCopy : ICopy<T, TCollection>
    {
        if (!TryBegin(ref reader))
        {
            return null;
        }

        // Short arrays grow on the stack, long ones in memory that is used again: a collection costs its own size and no more.
        First<T> first = default;
        Span<T> buffer = first;
        T[]? rented = null;
        var count = 0;
        try
        {
            while (TryReadNext<T, TCodec>(ref reader, out var item))
            {
                if (count == buffer.Length)
                {
                    buffer = Grow(buffer, ref rented);
                }

                buffer[count++] = item;
            }

            return TCopy.Of(buffer[..count]);
        }
        finally
        {
            Return(rented);
        }
    }

    /// <summary>Reads the next element; false when the array has ended.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryReadNext<T, TCodec>(ref JsonInput reader, out T item)
        where TCodec : IJsonCodec<T>
    {
        if (TCodec.TryReadElement(ref reader, out item!))
        {
            return true;
        }

        if (!reader.Read() || reader.TokenType is JsonTokenType.EndArray)
        {
            return false;
        }

        item = TCodec.Read(ref reader)!;
        return true;
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
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
            {
                output.WriteRaw((byte)',');
            }

            TCodec.Write(output, values[i]);
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

    /// <summary>Makes the collection of the elements.</summary>
    private interface ICopy<T, out TCollection>
    {
        static abstract TCollection Of(ReadOnlySpan<T> items);
    }

    private readonly struct ToArray<T> : ICopy<T, T[]>
    {
        public static T[] Of(ReadOnlySpan<T> items) => items.ToArray();
    }

    private readonly struct ToList<T> : ICopy<T, List<T>>
    {
        public static List<T> Of(ReadOnlySpan<T> items)
        {
            var list = new List<T>(items.Length);
            list.AddRange(items);
            return list;
        }
    }
}
