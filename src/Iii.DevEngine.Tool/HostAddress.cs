using System.Net;

namespace Iii.DevEngine.Tool;

/// <summary>An address to listen on, as people write it.</summary>
internal static class HostAddress
{
    /// <summary>How errors say what is expected.</summary>
    public const string Expected = "an address such as 127.0.0.1, or localhost";

    /// <summary>Null when it is none.</summary>
    public static IPAddress? Parse(string text) => text == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(text, out var address) ? address : null;
}
