using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Iii.DevEngine.HttpFunctions;

namespace Iii.DevEngine.Tests;

/// <summary>Functions that are hosted by http.</summary>
public sealed class HttpFunctionTests : IDisposable
{
    private static readonly IIIHttpFunctionOptions s_open = new() { BlockPrivateAddresses = false, RequireHttps = false };

    private readonly HttpListener _host = new();
    private readonly string _url;

    public HttpFunctionTests()
    {
        using var probe = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _url = $"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/";
        probe.Stop();
        _host.Prefixes.Add(_url);
        _host.Start();
    }

    public void Dispose() => ((IDisposable)_host).Dispose();

    [Fact]
    public async Task A_call_is_a_request_with_the_payload_and_its_answer_is_the_result()
    {
        await using var engine = await TestEngine.StartAsync(o => o with { HttpFunctions = s_open });
        var worker = await RegisterAsync(engine, $$$"""{"url":"{{{_url}}}f","method":"PUT","headers":{"x-a":"1"}}""");
        var calling = worker.CallAsync("hosted::f", """{"b":1,"a":"x"}""");
        var request = await _host.GetContextAsync();
        Assert.Equal(("PUT", "/f", "application/json", "hosted::f", "1"), (request.Request.HttpMethod, request.Request.RawUrl, request.Request.ContentType, request.Request.Headers["x-iii-Function-Path"], request.Request.Headers["x-a"]));
        Assert.True(Guid.TryParse(request.Request.Headers["x-iii-Invocation-ID"], out _));
        Assert.Equal("1767225600", request.Request.Headers["x-iii-Timestamp"]);
        Assert.Equal($$"""{"_caller_worker_id":"{{worker.Id}}","a":"x","b":1}""", await BodyAsync(request));
        await AnswerAsync(request, 200, """{"ok":true}""");
        Assert.Equal("""{"ok":true}""", (await calling).GetProperty("result").GetRawText());
    }

    [Theory]
    [InlineData("""{"type":"bearer","token_key":"III_TEST_SECRET"}""", "Authorization", "Bearer s3cret")]
    [InlineData("""{"type":"api_key","header":"x-key","value_key":"III_TEST_SECRET"}""", "x-key", "s3cret")]
    [InlineData("""{"type":"hmac","secret_key":"III_TEST_SECRET"}""", "x-iii-Signature", null)]
    public async Task The_engine_shows_who_it_is(string auth, string header, string? value)
    {
        Environment.SetEnvironmentVariable("III_TEST_SECRET", "s3cret");
        await using var engine = await TestEngine.StartAsync(o => o with { HttpFunctions = s_open });
        var worker = await RegisterAsync(engine, $$"""{"url":"{{_url}}","auth":{{auth}}}""");
        var calling = worker.CallAsync("hosted::f", "5");
        var request = await _host.GetContextAsync();
        var body = await BodyAsync(request);
        value ??= "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData("s3cret"u8, Encoding.UTF8.GetBytes($"{request.Request.Headers["x-iii-Timestamp"]}:{Convert.ToBase64String(Encoding.UTF8.GetBytes(body))}")));
        Assert.Equal(value, request.Request.Headers[header]);
        await AnswerAsync(request, 204, "");
        Assert.False((await calling).TryGetProperty("result", out _));
    }

    [Theory]
    [InlineData(200, "not json", "invalid_response", null)]
    [InlineData(302, "not json", null, null)]
    [InlineData(302, "5", null, "5")]
    [InlineData(404, "", "http_error", "HTTP 404 Not Found")]
    [InlineData(409, """{"error":{"code":"taken","message":"by ada"}}""", "taken", "by ada")]
    [InlineData(500, """{"error":"so"}""", "http_error", "HTTP request failed")]
    public async Task A_status_says_how_it_went(int status, string body, string? code, string? text)
    {
        await using var engine = await TestEngine.StartAsync(o => o with { HttpFunctions = s_open });
        var worker = await RegisterAsync(engine, $$"""{"url":"{{_url}}"}""");
        var calling = worker.CallAsync("hosted::f", "{}");
        await AnswerAsync(await _host.GetContextAsync(), status, body);
        var answer = await calling;
        if (code is null)
        {
            Assert.Equal(text, answer.TryGetProperty("result", out var result) ? result.GetRawText() : null);
            return;
        }

        Assert.Equal(code, answer.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains(text ?? "", answer.GetProperty("error").GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_there_and_nobody_who_answers_in_time_are_failed_requests()
    {
        await using var engine = await TestEngine.StartAsync(o => o with { HttpFunctions = s_open });
        var worker = await RegisterAsync(engine, $$"""{"url":"{{_url}}","timeout_ms":1500}""");
        var calling = worker.CallAsync("hosted::f", "{}");
        await _host.GetContextAsync();
        await engine.Time.PassAsync(TimeSpan.FromMilliseconds(1500));
        Assert.Equal("http_request_failed", (await calling).GetProperty("error").GetProperty("code").GetString());
        _host.Stop();
        Assert.Equal("http_request_failed", (await worker.CallAsync("hosted::f", "{}")).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("""{"url":"https://example.com","method":"HEAD"}""")]
    [InlineData("""{"url":"https://example.com","method":"post"}""")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"basic"}}""")]
    [InlineData("""{"url":"https://example.com","auth":{"type":"bearer","token_key":"III_TEST_NOT_SET"}}""")]
    [InlineData("""{"url":"http://example.com"}""")]
    [InlineData("""{"url":"https://127.0.0.1/f"}""")]
    [InlineData("""{"url":"https://[::ffff:10.0.0.1]/f"}""")]
    [InlineData("""{"url":"nowhere"}""")]
    [InlineData("""{"method":"POST"}""")]
    public async Task What_can_not_be_called_is_not_there(string invocation)
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await RegisterAsync(engine, invocation);
        Assert.Equal("function_not_found", (await worker.CallAsync("hosted::f")).GetProperty("error").GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("https://api.example.com/x", "*.example.com", null)]
    [InlineData("https://example.com", "*.example.com", "URL not in allowlist")]
    [InlineData("https://api.example.org:8443", "api.example.???", null)]
    [InlineData("http://api.example.com", "*", "HTTPS is required")]
    [InlineData("ftp://api.example.com", "*", "Invalid URL")]
    [InlineData("https://10.1.2.3", "*", "Private IP blocked")]
    [InlineData("https://172.32.0.1", "*", null)]
    [InlineData("https://[fe80::1]", "*", "Private IP blocked")]
    public void Rules_look_at_the_scheme_then_at_the_host(string url, string pattern, string? problem) =>
        Assert.Equal(problem, new AddressRules(new IIIHttpFunctionOptions { UrlAllowList = [pattern] }).Problem(url, out _));

    [Fact]
    public async Task A_name_is_as_private_as_its_address() =>
        Assert.Equal("Private IP blocked", await new AddressRules(new IIIHttpFunctionOptions()).ProblemAsync("https://localhost/", CancellationToken.None));

    [Fact]
    public async Task A_hosted_function_goes_with_the_worker_that_registered_it()
    {
        await using var engine = await TestEngine.StartAsync(o => o with { HttpFunctions = s_open });
        var worker = await RegisterAsync(engine, $$"""{"url":"{{_url}}"}""");
        var other = await engine.WorkerAsync("other");
        worker.Drop();
        await Eventually.TrueAsync(async () => !(await other.CallAsync("engine::functions::info", """{"function_id":"hosted::f"}""")).TryGetProperty("result", out _));

        Assert.Equal("function_not_found", (await other.CallAsync("hosted::f")).GetProperty("error").GetProperty("code").GetString());
    }

    private static async Task<RawWorker> RegisterAsync(TestEngine engine, string invocation)
    {
        var worker = await engine.WorkerAsync("w");
        await worker.SendAsync($$"""{"type":"registerfunction","id":"hosted::f","invocation":{{invocation}}}""");
        await worker.PingAsync();
        return worker;
    }

    private static async Task<string> BodyAsync(HttpListenerContext request)
    {
        using var reader = new StreamReader(request.Request.InputStream);
        return await reader.ReadToEndAsync();
    }

    private static async Task AnswerAsync(HttpListenerContext request, int status, string body)
    {
        request.Response.StatusCode = status;
        await request.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(body));
        request.Response.Close();
    }
}
