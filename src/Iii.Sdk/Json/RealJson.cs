using System.Buffers.Text;
using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>A number as <see cref="double"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleJson : IJsonCodec<double>
{
    /// <inheritdoc/>
    public static double Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetDouble(out var value) ? value : NumberText.Read<double>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static bool TryReadElement(ref JsonInput reader, out double value) => reader.TryReadElement<double, DoubleFormat>(out value);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, double value) => output.WriteReal<double, DoubleFormat>(value);
}

/// <summary>A number as <see cref="float"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleJson : IJsonCodec<float>
{
    /// <inheritdoc/>
    public static float Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetSingle(out var value) ? value : NumberText.Read<float>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static bool TryReadElement(ref JsonInput reader, out float value) => reader.TryReadElement<float, SingleFormat>(out value);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, float value) => output.WriteReal<float, SingleFormat>(value);
}

/// <summary>A number as <see cref="decimal"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DecimalJson : IJsonCodec<decimal>
{
    /// <inheritdoc/>
    public static decimal Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetDecimal(out var value) ? value : NumberText.Read<decimal>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, decimal value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="Half"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct HalfJson : IJsonCodec<Half>
{
    /// <inheritdoc/>
    public static Half Read(ref JsonInput reader) =>
        NumberText.Read<Half>(ref reader, NumberText.TryParseWhole);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Half value) => output.WriteNumber(value);
}
