using System.ComponentModel;
using System.Numerics;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>A number that is not read from a string.</summary>
/// <typeparam name="T">The number's type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes it.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UnquotedNumberJson<T, TCodec> : IJsonCodec<T>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T? Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number ? TCodec.Read(ref reader) : throw JsonErrors.Expected(ref reader, $"a number that fits {typeof(T).Name}, not in a string");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T? value) => TCodec.Write(output, value);
}

/// <summary>A number that is written into a string.</summary>
/// <typeparam name="T">The number's type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes it.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct QuotedNumberJson<T, TCodec> : IJsonCodec<T>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T? Read(ref JsonInput reader) => TCodec.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T? value)
    {
        output.WriteRaw((byte)'"');
        TCodec.Write(output, value);
        output.WriteRaw((byte)'"');
    }
}

/// <summary>A number that may be <c>"NaN"</c>, <c>"Infinity"</c> or <c>"-Infinity"</c>.</summary>
/// <typeparam name="T">The number's type.</typeparam>
/// <typeparam name="TCodec">Who reads and writes all others.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct NamedNumberJson<T, TCodec> : IJsonCodec<T>
    where T : struct, IFloatingPointIeee754<T>
    where TCodec : IJsonCodec<T>
{
    /// <inheritdoc/>
    public static T Read(ref JsonInput reader) =>
        reader.TokenType is not JsonTokenType.String ? TCodec.Read(ref reader)
        : reader.ValueTextEquals("NaN"u8) ? T.NaN
        : reader.ValueTextEquals("Infinity"u8) ? T.PositiveInfinity
        : reader.ValueTextEquals("-Infinity"u8) ? T.NegativeInfinity
        : TCodec.Read(ref reader);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, T value)
    {
        if (T.IsFinite(value))
        {
            TCodec.Write(output, value);
        }
        else
        {
            output.WriteRaw(T.IsNaN(value) ? "\"NaN\""u8 : T.IsPositive(value) ? "\"Infinity\""u8 : "\"-Infinity\""u8);
        }
    }
}
