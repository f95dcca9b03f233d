namespace Iii.Connection.WebSockets;

/// <summary>Why a side closes the connection (RFC 6455, 7.4.1).</summary>
internal static class CloseCode
{
    public const ushort Normal = 1000;
    public const ushort ProtocolError = 1002;
    public const ushort InvalidText = 1007;
    public const ushort TooLarge = 1009;
}
