namespace Iii.Connection.WebSockets;

/// <summary>Why a side closes the connection (RFC 6455, 7.4.1).</summary>
internal static class CloseCode
{
    public const ushort Normal = 1000;
    public const ushort ProtocolError = 1002;
    public const ushort InvalidText = 1007;
    public const ushort TooLarge = 1009;

    /// <summary>Whether a code may be in a Close frame: those that only say locally how a connection ended may not, nor those that mean nothing yet.</summary>
    public static bool MayBeSent(ushort code) => code is (>= 1000 and <= 1003) or (>= 1007 and <= 1013) or (>= 3000 and <= 4999);
}
