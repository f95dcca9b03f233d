using System.Text;
using System.Text.Json;
using Iii.Generated;

namespace Iii.Telemetry;

/// <summary>A payload as a span's event shows it: the secrets taken out, and cut where it is longer than the limit.</summary>
internal readonly record struct TracedPayload(string Json, bool IsTruncated)
{
    private const string Marker = "...\"[TRUNCATED]\"";

    /// <summary>Reads no more of the payload than fits.</summary>
    /// <param name="payload">JSON; what is none is shown as <c>null</c>.</param>
    /// <param name="maxBytes">The limit of the UTF-8 text, marker and all; null for none.</param>
    public static TracedPayload Of(ReadOnlySpan<byte> payload, int? maxBytes)
    {
        using var output = new JsonOutput();
        try
        {
            var isWhole = Copy(payload, output, maxBytes ?? int.MaxValue);
            return isWhole ? new(Encoding.UTF8.GetString(output.WrittenSpan), false) : new(Cut(output.WrittenSpan, maxBytes!.Value), true);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new("null", false);
        }
    }

    /// <summary>What stands for the result of a call that failed.</summary>
    public static TracedPayload OfError(string message, int? maxBytes)
    {
        using var output = new JsonOutput();
        output.BeginObject();
        output.WriteName("\"error\":"u8);
        output.WriteString(message);
        output.EndObject();
        return output.Length <= (maxBytes ?? int.MaxValue) ? new(Encoding.UTF8.GetString(output.WrittenSpan), false) : new(Cut(output.WrittenSpan, maxBytes!.Value), true);
    }

    /// <returns>False when the text became longer than the limit, and was given up there.</returns>
    private static bool Copy(ReadOnlySpan<byte> payload, JsonOutput output, int maxBytes)
    {
        // The reader keeps one bit a level, and nothing here recurses.
        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = int.MaxValue });
        var isCommaDue = false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                output.WriteRaw(reader.ValueSpan);
                isCommaDue = true;
            }
            else
            {
                if (isCommaDue)
                {
                    output.WriteRaw((byte)',');
                }

                isCommaDue = Write(ref reader, output);
            }

            if (output.Length > maxBytes)
            {
                return false;
            }
        }

        return true;
    }

    /// <returns>True when a comma must follow before the next value.</returns>
    private static bool Write(ref Utf8JsonReader reader, JsonOutput output)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                output.WriteRaw(reader.ValueSpan);
                return false;
            case JsonTokenType.PropertyName:
                Quoted(ref reader, output);
                output.WriteRaw((byte)':');
                if (!SecretNames.Contains(reader.GetString()!))
                {
                    return false;
                }

                reader.Skip();
                output.WriteRaw("\"[REDACTED]\""u8);
                return true;
            case JsonTokenType.String:
                Quoted(ref reader, output);
                return true;
            default:
                output.WriteRaw(reader.ValueSpan);
                return true;
        }
    }

    private static void Quoted(ref Utf8JsonReader reader, JsonOutput output)
    {
        output.WriteRaw((byte)'"');
        output.WriteRaw(reader.ValueSpan);
        output.WriteRaw((byte)'"');
    }

    private static string Cut(ReadOnlySpan<byte> text, int maxBytes)
    {
        if (maxBytes <= Marker.Length)
        {
            return Marker[..maxBytes];
        }

        // No character is cut in two.
        var length = maxBytes - Marker.Length;
        while (length > 0 && (text[length] & 0xC0) == 0x80)
        {
            length--;
        }

        return Encoding.UTF8.GetString(text[..length]) + Marker;
    }
}
