using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Iii.DevEngine;

/// <summary>Writes free-form JSON as the engine passes it on: keys in the order of their UTF-8 bytes, of doubled ones the last.</summary>
internal static class CanonicalJson
{
    /// <summary>How deep values may be nested: the real engine's reader gives up at 128.</summary>
    public const int MaxDepth = 127;

    /// <summary>Only what must be escaped is, as in the real engine: sizes and summaries are those of the text itself.</summary>
    public static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Utf8JsonWriter writer, JsonElement value, string? callerId = null)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(writer, value, callerId);
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                CanonicalNumber.Write(writer, value);
                break;
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>A copy that stands alone, in canonical form.</summary>
    public static JsonElement Copy(JsonElement value) => Make(writer => Write(writer, value));

    /// <summary>How many bytes the real engine counts for a value: its canonical text.</summary>
    public static int SizeOf(JsonElement value) => Encoding.UTF8.GetByteCount(Copy(value).GetRawText());

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

    /// <summary>Reads JSON as strictly as the real engine: whole, no deeper than <see cref="MaxDepth"/>, and every string is text.</summary>
    /// <exception cref="JsonException">It is not.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
        {
            throw new JsonException("The text is not UTF-8.");
        }

        var options = new JsonReaderOptions { MaxDepth = MaxDepth };
        var reader = new Utf8JsonReader(json, options);
        var value = JsonElement.ParseValue(ref reader);
        if (reader.Read())
        {
            throw new JsonException("More than one value.");
        }

        if (json.IndexOf("\\u"u8) >= 0)
        {
            CheckEscapes(new Utf8JsonReader(json, options));
        }

        return value;
    }

    // What was deep enough to be read may be deeper now that it is wrapped.
    private static JsonElement Read(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2 * MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }

    // Half of a surrogate pair is an escape, but no text.
    private static void CheckEscapes(Utf8JsonReader reader)
    {
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A string has half of a surrogate pair.", e);
        }
    }

    private static void WriteObject(Utf8JsonWriter writer, JsonElement value, string? callerId)
    {
        var properties = new SortedDictionary<string, JsonElement>(Utf8Order.Instance);
        foreach (var property in value.EnumerateObject())
        {
            properties[property.Name] = property.Value;
        }

        writer.WriteStartObject();
        if (callerId is not null)
        {
            properties["_caller_worker_id"] = default;
        }

        foreach (var (name, item) in properties)
        {
            writer.WritePropertyName(name);
            if (callerId is not null && name == "_caller_worker_id")
            {
                writer.WriteStringValue(callerId);
            }
            else
            {
                Write(writer, item);
            }
        }

        writer.WriteEndObject();
    }
}
