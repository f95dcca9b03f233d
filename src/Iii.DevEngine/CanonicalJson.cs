using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Iii.Generated;

namespace Iii.DevEngine;

/// <summary>Writes free-form JSON as the engine passes it on: keys in the order of their UTF-8 bytes, of doubled ones the last.</summary>
internal static class CanonicalJson
{
    /// <summary>How deep values may be nested: the real engine's reader gives up at 128.</summary>
    public const int MaxDepth = 127;

    /// <summary>As strict as the real engine's reader.</summary>
    public static readonly JsonReaderOptions Strict = new() { MaxDepth = MaxDepth };

    /// <summary>Only what must be escaped is, as in the real engine: sizes and summaries are those of the text itself.</summary>
    public static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a value in canonical form.</summary>
    public static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        using var output = new JsonOutput();
        CanonicalCopy.Write(new Payload(value).Text, output);
        writer.WriteRawValue(output.WrittenSpan, skipInputValidation: true);
    }

    /// <summary>A value in canonical form.</summary>
    /// <param name="value">The value.</param>
    /// <param name="callerId">Who calls with it; null where that is not said.</param>
    public static byte[] Text(Payload value, string? callerId = null)
    {
        using var output = new JsonOutput();
        CanonicalCopy.Write(value.Text, output, callerId);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>A copy that stands alone, in canonical form.</summary>
    public static JsonElement Copy(JsonElement value) => Read(Text(value));

    /// <summary>How many bytes the real engine counts for a value: its canonical text.</summary>
    public static int SizeOf(JsonElement value) => Text(value).Length;

    /// <summary>Makes an element of what is written.</summary>
    public static JsonElement Make(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            write(writer);
        }

        return Read(buffer.WrittenSpan);
    }

    /// <summary>Reads the raw text of an element that was made here.</summary>
    public static JsonElement Restore(string json) => Read(Encoding.UTF8.GetBytes(json));

    /// <summary>Reads JSON as strictly as the real engine: whole, no deeper than <see cref="MaxDepth"/>, every string is text, and every number in range.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        CheckText(json);
        var reader = new Utf8JsonReader(json, Strict);
        while (Next(ref reader))
        {
        }

        return Read(json);
    }

    /// <exception cref="JsonException">It is no text.</exception>
    public static void CheckText(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("The text is not UTF-8.");
        }
    }

    /// <summary>Goes on to the next token, and looks at what a reader does not look at: whether a string is text, and a number in range.</summary>
    /// <returns>False at the end.</returns>
    /// <exception cref="JsonException">It is not, or it is no JSON.</exception>
    public static bool Next(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
        {
            return false;
        }

        if (reader.TokenType is JsonTokenType.Number ? !CanonicalNumber.IsInRange(reader.ValueSpan) : reader.ValueIsEscaped && !CanonicalText.IsText(ref reader))
        {
            throw new JsonException(reader.TokenType is JsonTokenType.Number ? "A number is out of range." : "A string has half of a surrogate pair.");
        }

        return true;
    }

    /// <summary>Goes on to the end of the value at whose beginning a reader stands.</summary>
    /// <exception cref="JsonException">There is something in it that is not as it must be.</exception>
    public static void Skip(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            var depth = reader.CurrentDepth;
            while (Next(ref reader) && reader.CurrentDepth > depth)
            {
            }
        }
    }

    /// <summary>Reads what was read before. It was deep enough then, and may be deeper now that it is wrapped.</summary>
    public static JsonElement Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2 * MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }
}
