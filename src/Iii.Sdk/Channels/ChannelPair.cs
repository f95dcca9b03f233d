using System.Text.Json;
using Iii.Generated;

namespace Iii.Channels;

/// <summary>What the engine answers when it is asked for a channel: both ends.</summary>
internal static class ChannelPair
{
    /// <exception cref="JsonException">An end is missing.</exception>
    public static (IIIChannelRef Writer, IIIChannelRef Reader) Read(ReadOnlySpan<byte> json)
    {
        IIIChannelRef? writer = null, reader = null;
        var input = new JsonInput(json);
        if (!input.Read() || input.TokenType is not JsonTokenType.StartObject)
        {
            throw JsonErrors.Expected(ref input, "an object with the ends of a channel");
        }

        while (input.Read() && input.TokenType is JsonTokenType.PropertyName)
        {
            var name = input.GetString();
            input.Read();
            switch (name)
            {
                case "writer":
                    writer = ChannelRefJson.Read(ref input);
                    break;
                case "reader":
                    reader = ChannelRefJson.Read(ref input);
                    break;
                default:
                    input.Skip();
                    break;
            }
        }

        return writer is not null && reader is not null ? (writer, reader) : throw JsonErrors.Missing(ref input, writer is null ? "writer" : "reader", 0);
    }
}
