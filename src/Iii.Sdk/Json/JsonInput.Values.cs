using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Iii.Generated;

public ref partial struct JsonInput
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The string or name; null for the literal <c>null</c>.</summary>
    /// <exception cref="InvalidOperationException">It is no text, or another token.</exception>
    public readonly string? GetString()
    {
        if (_token is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return Token().GetString();
        }

        // What is not UTF-8, the framework refuses in its own words.
        return (_isEscaped ? Unescape() : Transcode(ValueSpan)) ?? Token().GetString();
    }

    private static string? Transcode(ReadOnlySpan<byte> text)
    {
        if (Ascii.IsValid(text))
        {
            return Encoding.Latin1.GetString(text);
        }

        try
        {
            return s_strict.GetString(text);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The boolean.</summary>
    /// <exception cref="InvalidOperationException">It is another token.</exception>
    internal readonly bool GetBoolean() => _token is JsonTokenType.True || Token().GetBoolean();

    /// <summary>Copies the string or name without its escapes.</summary>
    /// <returns>How many characters it has.</returns>
    /// <exception cref="InvalidOperationException">It is no text, or another token.</exception>
    internal readonly int CopyString(Span<char> destination) => Token().CopyString(destination);

    /// <inheritdoc cref="CopyString(Span{char})"/>
    /// <returns>How many bytes it has.</returns>
    internal readonly int CopyString(Span<byte> destination) => Token().CopyString(destination);

    /// <summary>The string or name is this text.</summary>
    public readonly bool ValueTextEquals(ReadOnlySpan<byte> utf8) => _isEscaped ? Token().ValueTextEquals(utf8) : ValueSpan.SequenceEqual(utf8);

    /// <summary>The number, if it is one of the type.</summary>
    internal readonly bool TryGetSByte(out sbyte value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetByte(out byte value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetInt16(out short value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetUInt16(out ushort value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    public readonly bool TryGetInt32(out int value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetUInt32(out uint value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetInt64(out long value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetUInt64(out ulong value) => Utf8Parser.TryParse(ValueSpan, out value, out var length) && length == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetDouble(out double value) => RealText.Read<double, DoubleFormat>(ValueSpan, out value) == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetSingle(out float value) => RealText.Read<float, SingleFormat>(ValueSpan, out value) == _valueLength;

    /// <inheritdoc cref="TryGetSByte"/>
    internal readonly bool TryGetDecimal(out decimal value) => DecimalText.TryRead(ValueSpan, out value);

    /// <summary>The string's value, if it is one of the type.</summary>
    /// <exception cref="InvalidOperationException">It is no text.</exception>
    internal readonly bool TryGetGuid(out Guid value) =>
        _isEscaped ? Token().TryGetGuid(out value) : GuidText.TryRead(ValueSpan, out value);

    /// <inheritdoc cref="TryGetGuid"/>
    internal readonly bool TryGetDateTime(out DateTime value) =>
        (!_isEscaped && IsoText.TryRead(ValueSpan, out value)) || Token().TryGetDateTime(out value);

    /// <inheritdoc cref="TryGetGuid"/>
    internal readonly bool TryGetDateTimeOffset(out DateTimeOffset value) =>
        (!_isEscaped && IsoText.TryRead(ValueSpan, out value)) || Token().TryGetDateTimeOffset(out value);

    /// <inheritdoc cref="TryGetGuid"/>
    internal readonly bool TryGetDate(out DateOnly value) =>
        (!_isEscaped && IsoText.TryRead(ValueSpan, out value)) || DateOnly.TryParseExact(GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out value);

    /// <inheritdoc cref="TryGetGuid"/>
    internal readonly bool TryGetBytesFromBase64(out byte[]? value) => Token().TryGetBytesFromBase64(out value);
}
