using System.Net;

namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary>The keys <c>host</c> and <c>port</c>.</summary>
internal static class ConfigAddress
{
    private const int MaxPort = 65535;

    /// <summary>The address; null when the file names none: then this engine listens on loopback, where the real one listens everywhere.</summary>
    public static IPAddress? Host(ConfigSection section)
    {
        if (section.Text("host") is not { } host)
        {
            return null;
        }

        return host == "localhost" ? IPAddress.Loopback
            : IPAddress.TryParse(host, out var address) ? address
            : throw section.Unexpected("host", section.Find("host")!, "an address such as 127.0.0.1, or localhost");
    }

    public static int? Port(ConfigSection section) => (int?)section.Integer("port", 0, MaxPort);
}
