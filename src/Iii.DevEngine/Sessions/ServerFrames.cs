using System.Text.Json;
using Iii.Connection.WebSockets;

namespace Iii.DevEngine.Sessions;

/// <summary>Reads frames as <see cref="WireFrame"/> writes them, each a whole message with its head.</summary>
internal static class ServerFrames
{
    /// <summary>Gets the size of the message, without its head.</summary>
    /// <param name="frame">The frame.</param>
    public static int PayloadLength(byte[] frame) => frame.Length - HeadLength(frame);

    /// <summary>Gets the size of the head.</summary>
    /// <param name="frame">The frame.</param>
    public static int HeadLength(byte[] frame)
    {
        FrameHeader.TryRead(frame, WebSocketRole.Server, out var header);
        return header.Size;
    }

    /// <summary>Gets the type of the message, for the log; all messages of the engine begin with it.</summary>
    /// <param name="frame">The frame.</param>
    public static string? TypeOf(byte[] frame)
    {
        var reader = new Utf8JsonReader(frame.AsSpan(HeadLength(frame)), isFinalBlock: false, default);
        return reader.Read() && reader.Read() && reader.ValueTextEquals("type"u8) && reader.Read() && reader.TokenType is JsonTokenType.String
            ? reader.GetString()
            : null;
    }
}
