using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Iii.Tests;

/// <summary>A loopback port that stands before another one: as a TLS end with a certificate of its own, or as a proxy that is asked to connect.</summary>
internal sealed class TlsFront : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<Stream, CancellationToken, Task<(Stream Client, int Port)>> _meet;
    private readonly List<Task> _running = [];

    private TlsFront(Func<Stream, CancellationToken, Task<(Stream Client, int Port)>> meet)
    {
        _meet = meet;
        _listener.Start();
        _running.Add(AcceptAsync());
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What came first on each connection that asked for another, as far as it was read.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>Who showed a certificate.</summary>
    public List<string?> Clients { get; } = [];

    /// <summary>Ends TLS before a port.</summary>
    public static TlsFront Before(int port, X509Certificate2 certificate, bool asksClient = false)
    {
        TlsFront front = null!;
        front = new TlsFront(async (stream, stopping) =>
        {
            var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions
                {
                    ServerCertificate = certificate,
                    ClientCertificateRequired = asksClient,
                    RemoteCertificateValidationCallback = (_, shown, _, _) => shown is not null || !asksClient,
                },
                stopping);
            lock (front.Clients)
            {
                front.Clients.Add(tls.RemoteCertificate?.Subject);
            }

            return (tls, port);
        });
        return front;
    }

    /// <summary>Connects to where it is asked to.</summary>
    public static TlsFront Proxy()
    {
        TlsFront front = null!;
        front = new TlsFront(async (stream, stopping) =>
        {
            var request = new StringBuilder();
            var one = new byte[1];
            while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal) && request.Length < 8192)
            {
                await stream.ReadExactlyAsync(one, stopping);
                request.Append((char)one[0]);
            }

            lock (front.Requests)
            {
                front.Requests.Add(request.ToString());
            }

            await stream.WriteAsync("HTTP/1.1 200 OK\r\n\r\n"u8.ToArray(), stopping);
            var target = request.ToString().Split(' ')[1];
            return (stream, int.TryParse(target[(target.LastIndexOf(':') + 1)..], out var port) ? port : 0);
        });
        return front;
    }

    /// <summary>A certificate that nobody knows.</summary>
    public static X509Certificate2 SelfSigned(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={subject}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        Task[] running;
        lock (_running)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).WaitAsync(TestTimeout.Default);
        _stopping.Dispose();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                lock (_running)
                {
                    _running.Add(ServeAsync(client));
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over; a listener that was stopped between two connections says so by the last of these.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var disposing = client;
        try
        {
            var (near, port) = await _meet(client.GetStream(), _stopping.Token);
            await using (near)
            {
                using var far = new TcpClient();
                await far.ConnectAsync(IPAddress.Loopback, port, _stopping.Token);
                var stream = far.GetStream();
                await Task.WhenAny(near.CopyToAsync(stream, _stopping.Token), stream.CopyToAsync(near, _stopping.Token));
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException or SocketException)
        {
            // One of the two has gone.
        }
    }
}
