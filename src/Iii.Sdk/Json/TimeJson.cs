using System.Buffers.Text;
using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>A date and time in ISO 8601.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeJson : IJsonCodec<DateTime>
{
    /// <inheritdoc/>
    public static DateTime Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.String && reader.TryGetDateTime(out var value) ? value : throw JsonErrors.Expected(ref reader, "a string with an ISO 8601 date and time");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, DateTime value) => output.WriteTimestamp(value);
}

/// <summary>A date and time with its offset in ISO 8601.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateTimeOffsetJson : IJsonCodec<DateTimeOffset>
{
    /// <inheritdoc/>
    public static DateTimeOffset Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.String && reader.TryGetDateTimeOffset(out var value) ? value : throw JsonErrors.Expected(ref reader, "a string with an ISO 8601 date and time");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, DateTimeOffset value) => output.WriteTimestamp(value);
}

/// <summary>A date: <c>yyyy-MM-dd</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DateOnlyJson : IJsonCodec<DateOnly>
{
    /// <inheritdoc/>
    public static DateOnly Read(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.String && reader.TryGetDate(out var value)
            ? value
            : throw JsonErrors.Expected(ref reader, "a string with a date (yyyy-MM-dd)");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, DateOnly value) => output.WriteQuoted(value, "O");
}

/// <summary>A time of day: <c>hh:mm:ss[.fffffff]</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeOnlyJson : IJsonCodec<TimeOnly>
{
    /// <inheritdoc/>
    public static TimeOnly Read(ref JsonInput reader) =>
        TimeSpanJson.TryRead(ref reader, withDays: false, out var value) && value >= TimeSpan.Zero && value <= TimeOnly.MaxValue.ToTimeSpan()
            ? TimeOnly.FromTimeSpan(value)
            : throw JsonErrors.Expected(ref reader, "a string with a time of day (hh:mm:ss)");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, TimeOnly value) => output.WriteQuoted(value.ToTimeSpan(), "c");
}

/// <summary>A span of time: <c>[-][d.]hh:mm:ss[.fffffff]</c>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct TimeSpanJson : IJsonCodec<TimeSpan>
{
    /// <inheritdoc/>
    public static TimeSpan Read(ref JsonInput reader) =>
        TryRead(ref reader, withDays: true, out var value) ? value : throw JsonErrors.Expected(ref reader, "a string with a span of time ([d.]hh:mm:ss)");

    /// <inheritdoc/>
    public static void Write(JsonOutput output, TimeSpan value) => output.WriteQuoted(value, "c");

    internal static bool TryRead(ref JsonInput reader, bool withDays, out TimeSpan value)
    {
        value = default;
        if (reader.TokenType is not JsonTokenType.String || reader.ValueSpan.Length > 6 * 26)
        {
            return false;
        }

        Span<byte> unescaped = stackalloc byte[6 * 26];
        var text = unescaped[..reader.CopyString(unescaped)];
        return text.Length > 0
            && (char.IsAsciiDigit((char)text[0]) || text[0] == (byte)'-')
            && (withDays || text[Math.Max(text.IndexOfAny(".:"u8), 0)] == (byte)':')
            && Utf8Parser.TryParse(text, out value, out var read, 'c')
            && read == text.Length;
    }
}
