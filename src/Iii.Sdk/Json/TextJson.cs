using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>A string.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct StringJson : IJsonCodec<string>
{
    /// <inheritdoc/>
    public static string? Read(ref JsonInput reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => throw JsonErrors.Expected(ref reader, "a string"),
    };

    /// <inheritdoc/>
    public static void Write(JsonOutput output, string? value) => output.WriteString(value);
}

/// <summary>A boolean.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BooleanJson : IJsonCodec<bool>
{
    /// <inheritdoc/>
    public static bool Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.True or JsonTokenType.False ? reader.GetBoolean() : throw JsonErrors.Expected(ref reader, "true or false");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, bool value) => output.WriteRaw(value ? "true"u8 : "false"u8);
}

/// <summary>A string of one character.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct CharJson : IJsonCodec<char>
{
    /// <inheritdoc/>
    public static char Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.String && reader.GetString() is [var value] ? value : throw JsonErrors.Expected(ref reader, "a string of one character");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, char value) => output.WriteString([value]);
}

/// <summary>A string with a UUID in the usual form.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GuidJson : IJsonCodec<Guid>
{
    /// <inheritdoc/>
    public static Guid Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.String && reader.TryGetGuid(out var value) ? value : throw JsonErrors.Expected(ref reader, "a string with a UUID");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, Guid value) => output.WriteQuoted(value, default);
}

/// <summary>Bytes as a base64 string.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ByteArrayJson : IJsonCodec<byte[]>
{
    /// <inheritdoc/>
    public static byte[]? Read(ref JsonInput reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String when reader.TryGetBytesFromBase64(out var value) => value,
        _ => throw JsonErrors.Expected(ref reader, "a string with base64"),
    };

    /// <inheritdoc/>
    public static void Write(JsonOutput output, byte[]? value)
    {
        if (value is null)
        {
            output.WriteNull();
        }
        else
        {
            output.WriteBase64(value);
        }
    }
}
