using System.Buffers.Text;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Iii.Generated;

public sealed partial class JsonOutput
{
    private const int LongestNumber = 128;

    /// <summary>Writes a number, as short as it can be without losing anything.</summary>
    /// <exception cref="JsonException">The number is infinite or not a number, which JSON has no form for.</exception>
    public void WriteNumber<T>(T value)
        where T : struct, INumberBase<T>
    {
        if (!T.IsFinite(value))
        {
            throw new JsonException($"{value} is not a JSON number. Return a finite number, or a nullable one.");
        }

        Reserve(LongestNumber);
        if (!value.TryFormat(_buffer.AsSpan(_position), out var written, default, CultureInfo.InvariantCulture))
        {
            throw new JsonException($"A {typeof(T).Name} does not fit the space for a number.");
        }

        _position += written;
    }

    /// <inheritdoc cref="WriteNumber{T}"/>
    internal void WriteReal<T, TFormat>(T value)
        where T : struct, INumberBase<T>
        where TFormat : IRealFormat<T>
    {
        Reserve(LongestNumber);
        var length = T.IsFinite(value) ? RealText.Write<T, TFormat>(value, _buffer.AsSpan(_position)) : 0;
        if (length == 0)
        {
            WriteNumber(value);
        }

        _position += length;
    }

    /// <inheritdoc cref="WriteNumber{T}"/>
    internal void WriteNumber(decimal value)
    {
        Reserve(LongestNumber);
        _position += DecimalText.Write(value, _buffer.AsSpan(_position));
    }

    /// <summary>Writes a value in quotes whose text needs no escapes.</summary>
    public void WriteQuoted<T>(T value, string? format)
        where T : IUtf8SpanFormattable
    {
        Reserve(LongestNumber);
        _buffer[_position++] = (byte)'"';
        value.TryFormat(_buffer.AsSpan(_position), out var written, format, CultureInfo.InvariantCulture);
        _position += written;
        _buffer[_position++] = (byte)'"';
    }

    /// <summary>Writes a date and time in ISO 8601, without the zeros at the end of its fraction.</summary>
    public void WriteTimestamp<T>(T value)
        where T : IUtf8SpanFormattable
    {
        const int Point = 19;
        const int Fraction = 7;
        Reserve(LongestNumber);
        _buffer[_position++] = (byte)'"';
        var text = _buffer.AsSpan(_position);
        value.TryFormat(text, out var written, "O", CultureInfo.InvariantCulture);

        var digits = text.Slice(Point + 1, Fraction).TrimEnd((byte)'0').Length;
        var kept = digits == 0 ? Point : Point + 1 + digits;
        var zone = text[(Point + 1 + Fraction)..written];
        zone.CopyTo(text[kept..]);
        _position += kept + zone.Length;
        WriteRaw((byte)'"');
    }

    /// <summary>Writes bytes as a base64 string.</summary>
    public void WriteBase64(ReadOnlySpan<byte> value)
    {
        Reserve(Base64.GetMaxEncodedToUtf8Length(value.Length) + 2);
        _buffer[_position++] = (byte)'"';
        Base64.EncodeToUtf8(value, _buffer.AsSpan(_position), out _, out var written);
        _position += written;
        _buffer[_position++] = (byte)'"';
    }
}
