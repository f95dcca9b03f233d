namespace Iii.Connection.WebSockets;

/// <summary>The peer broke a rule of RFC 6455, or a limit; the connection can not go on.</summary>
internal sealed class WebSocketProtocolException(ushort code, string message) : Exception(message)
{
    /// <summary>What the peer is told: one of <see cref="WebSockets.CloseCode"/>.</summary>
    public ushort CloseCode => code;
}
