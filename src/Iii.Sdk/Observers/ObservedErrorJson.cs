using System.Text.Json;
using Iii.Generated;

namespace Iii;

/// <summary>Reads and writes the error in an envelope.</summary>
internal static class ObservedErrorJson
{
    /// <summary>Reads an error; null for what is none.</summary>
    public static ObservedError? Read(ref JsonInput reader)
    {
        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        string? code = null, message = null, stackTrace = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var isCode = reader.ValueTextEquals("code"u8);
            var isMessage = reader.ValueTextEquals("message"u8);
            var isStackTrace = reader.ValueTextEquals("stacktrace"u8);
            reader.Read();
            if (isCode)
            {
                code = EnvelopeText.Optional(ref reader);
            }
            else if (isMessage)
            {
                message = EnvelopeText.Optional(ref reader);
            }
            else if (isStackTrace)
            {
                stackTrace = EnvelopeText.Optional(ref reader);
            }
            else
            {
                reader.Skip();
            }
        }

        return new ObservedError(code ?? "", message ?? "", stackTrace);
    }

    public static void Write(JsonOutput output, ObservedError error)
    {
        output.BeginObject();
        output.WriteName("\"code\":"u8);
        output.WriteString(error.Code);
        output.WriteName("\"message\":"u8);
        output.WriteString(error.Message);
        EnvelopeText.WriteOptional(output, "\"stacktrace\":"u8, error.StackTrace);
        output.EndObject();
    }
}
