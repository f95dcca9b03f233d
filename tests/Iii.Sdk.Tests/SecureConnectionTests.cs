using System.Net;
using System.Security.Cryptography.X509Certificates;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>Connections that are secured, and that go through a proxy, over real sockets.</summary>
public sealed class SecureConnectionTests : IAsyncLifetime
{
    private readonly X509Certificate2 _certificate = TlsFront.SelfSigned("engine");
    private IIIDevEngine _engine = null!;

    public async Task InitializeAsync() => _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });

    public async Task DisposeAsync()
    {
        await _engine.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task A_certificate_that_nobody_knows_is_refused_and_the_reason_told()
    {
        await using var front = TlsFront.Before(_engine.WorkerUrl.Port, _certificate);
        await using var worker = Worker($"wss://localhost:{front.Port}", options => options.Reconnect.MaxAttempts = 0);
        var failure = await Assert.ThrowsAsync<IIIException>(() => worker.RunAsync().WaitAsync(TestTimeout.Default));
        Assert.Contains("The connection could not be secured: The remote certificate is invalid", failure.Message, StringComparison.Ordinal);
        Assert.Contains("options.Tls", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_is_trusted_that_the_options_trust_for_calls_and_for_channels()
    {
        await using var front = TlsFront.Before(_engine.WorkerUrl.Port, _certificate);
        await using var worker = Worker($"wss://localhost:{front.Port}", Trust);
        await worker.StartAsync().WaitAsync(TestTimeout.Default);
        Assert.Equal("5", await CallAsync(worker));
        var channel = await worker.CreateChannelAsync();
        await using (channel.Writer)
        {
            await channel.Writer.WriteAsync("bytes"u8.ToArray());
        }

        Assert.Equal("bytes"u8.ToArray(), await channel.Reader.ReadAllAsync());
        await channel.Reader.DisposeAsync();
    }

    [Fact]
    public async Task A_name_that_is_not_the_certificates_is_refused()
    {
        using var other = Named("elsewhere.example");
        await using var front = TlsFront.Before(_engine.WorkerUrl.Port, other);
        await using var worker = Worker($"wss://localhost:{front.Port}", options =>
        {
            Trust(options, other);
            options.Reconnect.MaxAttempts = 0;
        });
        var failure = await Assert.ThrowsAsync<IIIException>(() => worker.RunAsync().WaitAsync(TestTimeout.Default));
        Assert.Contains("RemoteCertificateNameMismatch", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_worker_shows_its_certificate_to_who_asks()
    {
        using var own = TlsFront.SelfSigned("worker");
        await using var front = TlsFront.Before(_engine.WorkerUrl.Port, _certificate, asksClient: true);
        await using var worker = Worker($"wss://localhost:{front.Port}", options =>
        {
            Trust(options);
            options.Tls.ClientCertificates = [own];
        });
        await worker.StartAsync().WaitAsync(TestTimeout.Default);
        Assert.Equal("5", await CallAsync(worker));
        Assert.Equal(["CN=worker"], front.Clients);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_proxy_is_asked_to_connect_and_knows_who_asks(bool isSecure)
    {
        await using var front = TlsFront.Before(_engine.WorkerUrl.Port, _certificate);
        await using var proxy = TlsFront.Proxy();
        var address = isSecure ? $"localhost:{front.Port}" : $"127.0.0.1:{_engine.WorkerUrl.Port}";
        await using var worker = Worker($"{(isSecure ? "wss" : "ws")}://{address}", options =>
        {
            Trust(options);
            options.Proxy = new WebProxy($"http://127.0.0.1:{proxy.Port}");
        });
        await worker.StartAsync().WaitAsync(TestTimeout.Default);
        Assert.Equal("5", await CallAsync(worker));
        Assert.StartsWith($"CONNECT {address} HTTP/1.1\r\n", Assert.Single(proxy.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_go_with_the_upgrade_and_into_no_message()
    {
        await using var front = TlsFront.Proxy();
        await using var worker = Worker($"ws://127.0.0.1:{front.Port}", options =>
        {
            options.Headers["Authorization"] = "Bearer secret";
            options.Reconnect.MaxAttempts = 0;
        });
        var failure = await Assert.ThrowsAsync<IIIException>(() => worker.RunAsync().WaitAsync(TestTimeout.Default));
        Assert.Contains("HTTP status 200 where 101", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer secret\r\n", Assert.Single(front.Requests), StringComparison.Ordinal);
    }

    private static X509Certificate2 Named(string name)
    {
        using var key = System.Security.Cryptography.ECDsa.Create();
        using var certificate = new CertificateRequest($"CN={name}", key, System.Security.Cryptography.HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static void Trust(IIIWorkerOptions options, X509Certificate2 certificate)
    {
        options.Tls.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        options.Tls.CertificateChainPolicy.CustomTrustStore.Add(certificate);
    }

    private static async Task<string> CallAsync(IIIWorker worker) =>
        System.Text.Encoding.UTF8.GetString((await worker.CallRawAsync("echo", "5"u8.ToArray()).WaitAsync(TestTimeout.Default)).Span);

    private void Trust(IIIWorkerOptions options) => Trust(options, _certificate);

    private static IIIWorker Worker(string url, Action<IIIWorkerOptions> configure)
    {
        var worker = IIIWorker.Create(url, options =>
        {
            options.LoggerFactory = NullLoggerFactory.Instance;
            options.ConnectTimeout = options.CallTimeout = TestTimeout.Default;
            configure(options);
        });
        worker.RegisterRawFunction("echo", (payload, _) => ValueTask.FromResult(payload));
        return worker;
    }
}
