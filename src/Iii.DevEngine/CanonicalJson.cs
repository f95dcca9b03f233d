using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>Writes free-form JSON as the engine passes it on: keys in the order of their UTF-8 bytes, of doubled ones the last.</summary>
internal static class CanonicalJson
{
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
            case JsonValueKind.Undefined:
                writer.WriteNullValue();
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    /// <summary>Makes an element of what is written.</summary>
    public static JsonElement Make(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            write(writer);
        }

        return Parse(buffer.WrittenSpan);
    }

    public static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
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

    private sealed class Utf8Order : IComparer<string>
    {
        public static readonly Utf8Order Instance = new();

        public int Compare(string? x, string? y) =>
            Ascii.IsValid(x) && Ascii.IsValid(y)
                ? string.CompareOrdinal(x, y)
                : Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
    }
}
