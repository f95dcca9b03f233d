using System.Net.Sockets;
using Iii.Channels;
using Iii.Connection.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>How sockets to the engine are opened: headers, the bearer token, addresses, Nagle. The numbers are those of the design's scenarios 19.1.</summary>
[Collection(AloneCollection.Name)]
public sealed class HandshakeTests : IDisposable
{
    private readonly string? _tokenBefore = Environment.GetEnvironmentVariable("III_TOKEN");
    private readonly LoopbackEngine _engine = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("III_TOKEN", _tokenBefore);
        _engine.Dispose();
    }

    [Fact]
    public async Task H1_Upgrade_tokenInEnvironment_isSentBesideOtherHeaders()
    {
        Environment.SetEnvironmentVariable("III_TOKEN", "secret");
        using var session = await ConnectAsync(("x-other", "kept"));
        Assert.Equal(("Bearer secret", "kept"), (session.Header("Authorization"), session.Header("x-other")));
    }

    [Theory]
    [InlineData("authorization")]
    [InlineData("AUTHORIZATION")]
    public async Task H2_Upgrade_optionHasAuthorization_tokenIsNotUsed(string name)
    {
        Environment.SetEnvironmentVariable("III_TOKEN", "secret");
        using var session = await ConnectAsync((name, "Bearer explicit"));
        Assert.Equal(["Bearer explicit"], session.Headers("Authorization"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  \t ")]
    public async Task H3_Upgrade_tokenBlank_isNotSent(string? token)
    {
        Environment.SetEnvironmentVariable("III_TOKEN", token);
        using var session = await ConnectAsync();
        Assert.Empty(session.Headers("Authorization"));
    }

    [Fact]
    public async Task H4_Upgrade_tokenHasBlanksAround_isTrimmed()
    {
        Environment.SetEnvironmentVariable("III_TOKEN", " secret\n");
        using var session = await ConnectAsync();
        Assert.Equal("Bearer secret", session.Header("Authorization"));
    }

    [Theory]
    [InlineData(IIIChannelDirection.Write, null, "Bearer secret")]
    [InlineData(IIIChannelDirection.Read, null, "Bearer secret")]
    [InlineData(IIIChannelDirection.Write, "Bearer explicit", "Bearer explicit")]
    [InlineData(IIIChannelDirection.Read, "Bearer explicit", "Bearer explicit")]
    public async Task H5_ChannelEnd_opened_hasTheWorkersHeaders(IIIChannelDirection direction, string? option, string expected)
    {
        Environment.SetEnvironmentVariable("III_TOKEN", "secret");
        await using var worker = Worker(option is null ? [] : [("Authorization", option)]);
        var end = new IIIChannelRef("c1", "a b", direction);
        var using_ = direction is IIIChannelDirection.Write ? worker.OpenWriter(end).WriteAsync(new byte[1]).AsTask() : worker.OpenReader(end).ReadAsync().AsTask();
        using var session = await _engine.AcceptAsync();
        Assert.Equal([expected], session.Headers("Authorization"));
        await session.CloseAsync(1011);
        await Record.ExceptionAsync(() => using_);
    }

    [Theory]
    [InlineData("ws://h", "ws://h/ws/channels/c?key=a%20b&dir=read")]
    [InlineData("ws://h/", "ws://h/ws/channels/c?key=a%20b&dir=read")]
    [InlineData("ws://h/?token=abc", "ws://h/ws/channels/c?token=abc&key=a%20b&dir=read")]
    [InlineData("ws://h/p/?a=1&b=2", "ws://h/p/ws/channels/c?a=1&b=2&key=a%20b&dir=read")]
    [InlineData("ws://h/?", "ws://h/ws/channels/c?key=a%20b&dir=read")]
    [InlineData("ws://h/p//", "ws://h/p/ws/channels/c?key=a%20b&dir=read")]
    public void H9_ChannelUrl_baseHasQuery_standsBeforeItsOwn(string engine, string expected) =>
        Assert.Equal(expected, ChannelUrl.Of(new Uri(engine), new IIIChannelRef("c", "a b", IIIChannelDirection.Read)).AbsoluteUri);

    [Fact]
    public async Task H9_WorkerSocket_addressHasQuery_isKept()
    {
        await using var worker = IIIWorker.Create(_engine.Url + "/?token=abc", Quiet);
        _ = worker.RunAsync();
        using var session = await _engine.AcceptAsync();
        Assert.StartsWith("GET /?token=abc HTTP/1.1\r\n", session.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("tcp-nodelay", true)]
    [InlineData("other", false)]
    [InlineData("future, TCP-NoDelay ", true)]
    [InlineData("other\r\nX-III-Capabilities: tcp-nodelay", true)]
    [InlineData("tcp-nodelay-v2", false)]
    public async Task H11_Upgrade_engineSaysTcpNoDelay_switchesNagleOff(string? capabilities, bool isOff)
    {
        _engine.MoreHeaders = capabilities is null ? "" : $"x-iii-capabilities: {capabilities}\r\n";
        var opening = UpgradedStream.OpenAsync(new Uri(_engine.Url), new IIIWorkerOptions(), CancellationToken.None);
        using var session = await _engine.AcceptAsync();
        using var opened = await opening.WaitAsync(TestTimeout.Default);
        Assert.Equal(isOff, opened.IsNagleOff);
    }

    [Fact]
    public async Task H13_Connect_engineEndsTheUpgrade_isTriedAgain()
    {
        await using var worker = Worker();
        var running = worker.RunAsync();
        (await _engine.AcceptTcpAsync()).Dispose();
        using var session = await _engine.AcceptAsync();
        await session.NextCallAsync("engine::workers::register");
        await worker.WaitForConnectedAsync().WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task H14_Connect_engineNeverAnswers_isGivenUpAndTriedAgain()
    {
        await using var worker = IIIWorker.Create(_engine.Url, options =>
        {
            Quiet(options);
            options.ConnectTimeout = TimeSpan.FromMilliseconds(200);
        });
        _ = worker.RunAsync();
        using var silent = await _engine.AcceptTcpAsync();
        using var second = await _engine.AcceptTcpAsync();
        Assert.Equal(IIIConnectionState.Reconnecting, worker.State);
    }

    [Theory]
    [InlineData("", "v", "is not the name of an HTTP header")]
    [InlineData("a b", "v", "'a b', which is not the name of an HTTP header")]
    [InlineData("x-y", "secret\r\nx-z: 1", "a value for 'x-y' that an HTTP header cannot carry")]
    [InlineData("x-y", "secrét", "a value for 'x-y' that an HTTP header cannot carry")]
    [InlineData("content-type", "secret", "'content-type', which describes a body")]
    public void Options_headerNotValid_isRefusedWithoutItsValue(string name, string value, string expected)
    {
        var message = Assert.Throws<ArgumentException>(() => Worker((name, value))).Message;
        Assert.Contains(expected, message, StringComparison.Ordinal);
        Assert.DoesNotContain("secr", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_tokenNotValid_isRefusedWithoutItsValue()
    {
        Environment.SetEnvironmentVariable("III_TOKEN", "sec\u0001ret");
        var message = Assert.Throws<ArgumentException>(() => Worker()).Message;
        Assert.Contains("III_TOKEN has a character", message, StringComparison.Ordinal);
        Assert.DoesNotContain("ret", message.Replace("character", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    private static void Quiet(IIIWorkerOptions options)
    {
        options.LoggerFactory = NullLoggerFactory.Instance;
        options.ProcessMarker = false;
        options.DrainTimeout = TimeSpan.Zero;
        options.Reconnect.InitialDelay = options.Reconnect.MaxDelay = TimeSpan.FromMilliseconds(1);
    }

    private IIIWorker Worker(params (string Name, string Value)[] headers) => IIIWorker.Create(_engine.Url, options =>
    {
        Quiet(options);
        foreach (var (name, value) in headers)
        {
            options.Headers[name] = value;
        }
    });

    private async Task<LoopbackSession> ConnectAsync(params (string Name, string Value)[] headers)
    {
        var options = new IIIWorkerOptions();
        foreach (var (name, value) in headers)
        {
            options.Headers[name] = value;
        }

        var opening = UpgradedStream.OpenAsync(new Uri(_engine.Url), options, CancellationToken.None);
        var session = await _engine.AcceptAsync();
        (await opening.WaitAsync(TestTimeout.Default)).Dispose();
        return session;
    }
}
