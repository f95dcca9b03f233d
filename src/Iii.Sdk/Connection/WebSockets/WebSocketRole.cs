namespace Iii.Connection.WebSockets;

/// <summary>Which end of the connection this is: clients mask what they send, servers do not (RFC 6455, 5.1).</summary>
internal enum WebSocketRole
{
    Client,
    Server,
}
