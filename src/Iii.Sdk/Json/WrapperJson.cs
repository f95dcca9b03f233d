using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>A value or <c>null</c>.</summary>
/// <typeparam name="T">The value's type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes the value.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NullableJson<T, TCodec> : IJsonCodec<T?>
    where T : struct
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T? Read(ref JsonInput reader) => reader.TokenType is JsonTokenType.Null ? null : TCodec.Read(ref reader);

    /// <inheritdoc/>
    public static bool TryReadElement(ref JsonInput reader, out T? value)
    {
        var isRead = TCodec.TryReadElement(ref reader, out var some);
        value = some;
        return isRead;
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T? value)
    {
        if (value is { } some)
        {
            TCodec.Write(output, some);
        }
        else
        {
            output.WriteNull();
        }
    }
}

/// <summary>An enum as its number.</summary>
/// <typeparam name="T">The enum.</typeparam>
/// <typeparam name="TNumber">Its underlying type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes the number.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct EnumJson<T, TNumber, TCodec> : IJsonCodec<T>
    where T : struct, Enum
    where TNumber : struct
    where TCodec : IJsonCodec<TNumber>
{
    /// <inheritdoc/>
    public static T Read(ref JsonInput reader) => reader.TokenType is JsonTokenType.Number
        ? Unsafe.BitCast<TNumber, T>(TCodec.Read(ref reader))
        : throw JsonErrors.Expected(ref reader, $"the number of a {typeof(T).Name}");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T value) => TCodec.Write(output, Unsafe.BitCast<T, TNumber>(value));
}
