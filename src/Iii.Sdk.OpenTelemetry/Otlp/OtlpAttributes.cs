using System.Collections;
using System.Globalization;
using System.Text.Json;

namespace Iii.Otlp;

/// <summary>Attributes and values as OTLP writes them in JSON: 64-bit numbers are texts there.</summary>
internal static class OtlpAttributes
{
    public static void Write(Utf8JsonWriter json, string key, object? value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WritePropertyName("value");
        WriteValue(json, value);
        json.WriteEndObject();
    }

    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case null:
                break;
            case string text:
                json.WriteString("stringValue", text);
                break;
            case bool flag:
                json.WriteBoolean("boolValue", flag);
                break;
            case sbyte or byte or short or ushort or int or uint or long:
                json.WriteString("intValue", ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
                break;
            case double or float when double.IsFinite(Convert.ToDouble(value, CultureInfo.InvariantCulture)):
                json.WriteNumber("doubleValue", Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteString("stringValue", Convert.ToBase64String(bytes));
                break;
            case IEnumerable items:
                WriteArray(json, items);
                break;
            default:
                json.WriteString("stringValue", TextOf(value));
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Nanoseconds since 1970.</summary>
    public static void WriteTime(Utf8JsonWriter json, string name, DateTime utc) =>
        json.WriteString(name, ((utc - DateTime.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick).ToString(CultureInfo.InvariantCulture));

    // An attribute that can not say what it is must not take those around it along.
    private static string? TextOf(object value)
    {
        try
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture);
        }
        catch (Exception e)
        {
            return $"({value.GetType().Name}.ToString threw {e.GetType().Name})";
        }
    }

    private static void WriteArray(Utf8JsonWriter json, IEnumerable items)
    {
        json.WriteStartObject("arrayValue");
        json.WriteStartArray("values");
        foreach (var item in items)
        {
            // One level is all that attributes have.
            WriteValue(json, item is IEnumerable and not string ? TextOf(item) : item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
