using System.Net;
using Microsoft.AspNetCore.Http;

namespace Iii.DevEngine;

/// <summary>From where a connection comes.</summary>
internal static class RemoteAddress
{
    /// <summary>An address of IPv4 as such, also where the listener is one of IPv6; null in memory.</summary>
    public static IPAddress? Of(ConnectionInfo connection) =>
        connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } mapped ? mapped.MapToIPv4() : connection.RemoteIpAddress;
}
