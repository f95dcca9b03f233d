using System.Buffers.Text;
using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>A number as <see cref="sbyte"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SByteJson : IJsonCodec<sbyte>
{
    /// <inheritdoc/>
    public static sbyte Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetSByte(out var value) ? value : NumberText.Read<sbyte>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, sbyte value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="byte"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ByteJson : IJsonCodec<byte>
{
    /// <inheritdoc/>
    public static byte Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetByte(out var value) ? value : NumberText.Read<byte>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, byte value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="short"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int16Json : IJsonCodec<short>
{
    /// <inheritdoc/>
    public static short Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetInt16(out var value) ? value : NumberText.Read<short>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, short value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="ushort"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt16Json : IJsonCodec<ushort>
{
    /// <inheritdoc/>
    public static ushort Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetUInt16(out var value) ? value : NumberText.Read<ushort>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ushort value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="int"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int32Json : IJsonCodec<int>
{
    /// <inheritdoc/>
    public static int Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetInt32(out var value) ? value : NumberText.Read<int>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, int value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="uint"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt32Json : IJsonCodec<uint>
{
    /// <inheritdoc/>
    public static uint Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetUInt32(out var value) ? value : NumberText.Read<uint>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, uint value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="long"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int64Json : IJsonCodec<long>
{
    /// <inheritdoc/>
    public static long Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetInt64(out var value) ? value : NumberText.Read<long>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, long value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="ulong"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt64Json : IJsonCodec<ulong>
{
    /// <inheritdoc/>
    public static ulong Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number && reader.TryGetUInt64(out var value) ? value : NumberText.Read<ulong>(ref reader, Utf8Parser.TryParse);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, ulong value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="Int128"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Int128Json : IJsonCodec<Int128>
{
    /// <inheritdoc/>
    public static Int128 Read(ref JsonInput reader) =>
        NumberText.Read<Int128>(ref reader, NumberText.TryParseWhole);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Int128 value) => output.WriteNumber(value);
}

/// <summary>A number as <see cref="UInt128"/>; a string with such a number is read too.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct UInt128Json : IJsonCodec<UInt128>
{
    /// <inheritdoc/>
    public static UInt128 Read(ref JsonInput reader) =>
        NumberText.Read<UInt128>(ref reader, NumberText.TryParseWhole);

    /// <inheritdoc/>
    public static void Write(JsonOutput output, UInt128 value) => output.WriteNumber(value);
}
