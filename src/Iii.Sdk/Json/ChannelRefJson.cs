using System.ComponentModel;
using System.Text.Json;

namespace Iii.Generated;

/// <summary>One end of a channel, as an object with its id, key and direction.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ChannelRefJson : IJsonCodec<IIIChannelRef>
{
    /// <inheritdoc/>
    public static IIIChannelRef? Read(ref JsonInput reader)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw JsonErrors.Expected(ref reader, "an object with the end of a channel");
        }

        var start = reader.TokenStartIndex;
        string? id = null, key = null;
        IIIChannelDirection? direction = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var member = reader.GetString();
            reader.Read();
            switch (member)
            {
                case "channel_id":
                    id = Text(ref reader);
                    break;
                case "access_key":
                    key = Text(ref reader);
                    break;
                case "direction":
                    direction = Text(ref reader) switch
                    {
                        "read" => IIIChannelDirection.Read,
                        "write" => IIIChannelDirection.Write,
                        _ => throw JsonErrors.Expected(ref reader, "\"read\" or \"write\""),
                    };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return id is null ? throw JsonErrors.Missing(ref reader, "channel_id", start)
            : key is null ? throw JsonErrors.Missing(ref reader, "access_key", start)
            : new IIIChannelRef(id, key, direction ?? throw JsonErrors.Missing(ref reader, "direction", start));
    }

    /// <inheritdoc/>
    public static void Write(JsonOutput output, IIIChannelRef? value)
    {
        if (value is null)
        {
            output.WriteNull();
            return;
        }

        output.BeginObject();
        output.WriteName("\"channel_id\":"u8);
        output.WriteString(value.ChannelId);
        output.WriteName("\"access_key\":"u8);
        output.WriteString(value.AccessKey);
        output.WriteName(value.Direction is IIIChannelDirection.Read ? "\"direction\":\"read\""u8 : "\"direction\":\"write\""u8);
        output.EndObject();
    }

    private static string Text(ref JsonInput reader)
    {
        var text = StringJson.Read(ref reader);
        return string.IsNullOrWhiteSpace(text) ? throw JsonErrors.Expected(ref reader, "a text that is not blank") : text;
    }
}
