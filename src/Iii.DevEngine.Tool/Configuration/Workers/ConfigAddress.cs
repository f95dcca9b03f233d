using System.Net;

namespace Iii.DevEngine.Tool.Configuration.Workers;

/// <summary>The keys <c>host</c> and <c>port</c>.</summary>
internal static class ConfigAddress
{
    /// <summary>The address; null when the file names none: then this engine listens on loopback, where the real one listens everywhere.</summary>
    public static IPAddress? Host(ConfigSection section) =>
        section.Text("host") is { } host ? HostAddress.Parse(host) ?? throw section.Unexpected("host", section.Find("host")!, HostAddress.Expected) : null;

    public static int? Port(ConfigSection section) => (int?)section.Integer("port", 0, IPEndPoint.MaxPort);
}
