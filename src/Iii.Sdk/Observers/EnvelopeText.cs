using System.Text.Json;
using Iii.Generated;

namespace Iii;

/// <summary>Reads and writes the texts in an envelope.</summary>
internal static class EnvelopeText
{
    /// <summary>Reads a text that may be missing; null for what is no text.</summary>
    public static string? Optional(ref JsonInput reader)
    {
        if (reader.TokenType is JsonTokenType.String)
        {
            return reader.GetString();
        }

        reader.Skip();
        return null;
    }

    /// <summary>Reads a text that an envelope always has.</summary>
    public static string Required(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.String ? reader.GetString()! : throw JsonErrors.Expected(ref reader, "a string");

    public static void WriteOptional(JsonOutput output, ReadOnlySpan<byte> quotedNameAndColon, string? text)
    {
        if (text is not null)
        {
            output.WriteName(quotedNameAndColon);
            output.WriteString(text);
        }
    }
}
