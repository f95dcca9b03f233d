using System.Net;
using System.Text;

namespace Iii.DevEngine.Page.Tests;

/// <summary>Who may ask the page's server: its own page, on this machine.</summary>
public sealed class GuardTests : IAsyncLifetime, IDisposable
{
    private readonly HttpClient _http = new();
    private IIIDevEngine _engine = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, PagePort = 0, Address = IPAddress.Any });
        _http.BaseAddress = _engine.PageUrl;
    }

    public async Task DisposeAsync() => await _engine.DisposeAsync();

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("Origin", "http://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Origin", "http://localhost:1")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task Other_sites_are_refused_by_whatever_name(string header, string value)
    {
        foreach (var path in new[] { "/", "/page.js", "/api/registry", "/api/events", "/api/data?of=state" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation(header, value);
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task A_form_of_another_site_calls_nothing(string? type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"function_id":"state::set","data":{"scope":"s","key":"k","value":1}}"""));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var response = await _http.PostAsync("/api/call", content);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal("[]", await _http.GetStringAsync("/api/data?of=state"));
    }

    [Fact]
    public async Task Its_own_page_is_answered_and_loads_nothing_from_elsewhere()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/registry");
        request.Headers.TryAddWithoutValidation("Origin", _engine.PageUrl!.GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        using var response = await _http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task It_listens_on_this_machine_only_whatever_the_engine_does()
    {
        var own = (await Dns.GetHostAddressesAsync(Dns.GetHostName())).FirstOrDefault(a => a.AddressFamily is System.Net.Sockets.AddressFamily.InterNetwork && !IPAddress.IsLoopback(a));
        if (own is null)
        {
            // A machine without a network has no other address to be reached at.
            return;
        }

        using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await Assert.ThrowsAsync<System.Net.Sockets.SocketException>(() => socket.ConnectAsync(own, _engine.PageUrl!.Port));
    }

    [Fact]
    public async Task An_engine_has_no_page_unless_it_is_asked_for()
    {
        await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        Assert.Null(engine.PageUrl);
    }

    [Theory]
    [InlineData("{", "invalid_json")]
    [InlineData("{}", "invalid_request")]
    [InlineData("""{"function_id":"no::such"}""", "function_not_found")]
    public async Task A_call_that_makes_no_sense_is_told_so(string body, string code)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var response = await _http.PostAsync("/api/call", content);
        Assert.Contains(code, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/nothing")]
    [InlineData("/../secrets")]
    [InlineData("/api/invocation?number=99")]
    [InlineData("/api/call")]
    public async Task What_there_is_not_is_not_found(string path)
    {
        using var response = await _http.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
