using System.IO.Enumeration;
using System.Net;
using System.Net.Sockets;

namespace Iii.DevEngine.HttpFunctions;

/// <summary>Which addresses may be called.</summary>
internal sealed class AddressRules(IIIHttpFunctionOptions options)
{
    private static readonly IPNetwork[] s_notPublic =
    [
        .. new[]
        {
            "0.0.0.0/32", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "255.255.255.255/32", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24",
            "::/128", "::1/128", "fc00::/7", "fe80::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>Says what is wrong with an address, as far as it can be seen without asking for names; null when nothing is.</summary>
    public string? Problem(string url, out Uri? address)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out address) || address.Scheme is not ("http" or "https") || address.Host.Length == 0)
        {
            return "Invalid URL";
        }

        var host = address.IdnHost;
        return options.RequireHttps && address.Scheme is not "https" ? "HTTPS is required"
            : options.UrlAllowList.Count > 0 && !options.UrlAllowList.Any(p => FileSystemName.MatchesSimpleExpression(p, host)) ? "URL not in allowlist"
            : options.BlockPrivateAddresses && IPAddress.TryParse(host.Trim('[', ']'), out var literal) && IsPrivate(literal) ? "Private IP blocked"
            : null;
    }

    /// <summary>The same, names included.</summary>
    public async ValueTask<string?> ProblemAsync(string url, CancellationToken cancellationToken)
    {
        if (Problem(url, out var address) is { } problem)
        {
            return problem;
        }

        try
        {
            await ResolveAsync(address!.IdnHost, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (AddressException e)
        {
            return e.Message;
        }
    }

    /// <summary>Connects to one of a host's addresses, none of which may be a forbidden one: what was looked at before may have changed.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(context.DnsEndPoint.Host, cancellationToken).ConfigureAwait(false);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    internal static bool IsPrivate(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Array.Exists(s_notPublic, n => n.Contains(plain));
    }

    private async ValueTask<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(host.Trim('[', ']'), cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException)
        {
            throw new AddressException("DNS lookup failed");
        }

        return options.BlockPrivateAddresses && Array.Exists(addresses, IsPrivate) ? throw new AddressException("Private IP blocked") : addresses;
    }

    private sealed class AddressException(string message) : IOException(message);
}
