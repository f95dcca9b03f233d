using System.Net;
using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>Who sees an http request before its function: routes, browsers' rules, middleware, conditions.</summary>
public sealed class HttpRulesTests
{
    [Theory]
    [InlineData("/users/me", "literal {}")]
    [InlineData("/users/7", "parameter {\"id\":\"7\"}")]
    [InlineData("/users/a%20b", "parameter {\"id\":\"a%20b\"}")]
    [InlineData("/users/7/posts/x/y", "rest {}")]
    [InlineData("/users/7/braces", "braces {}")]
    public async Task The_most_literal_route_gets_a_request(string path, string expected)
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "rest", "parameter", "literal", "braces");
        await HttpClientOfEngine.BindAsync(worker, "rest", "GET", "/users/{*rest}");
        await HttpClientOfEngine.BindAsync(worker, "parameter", "GET", "users/:id");
        await HttpClientOfEngine.BindAsync(worker, "literal", "GET", "/users/me");
        await HttpClientOfEngine.BindAsync(worker, "braces", "GET", "/users/{id}/braces");
        var asking = http.SendAsync("GET", path);
        var call = await worker.NextAsync();
        Assert.Equal(expected, $"{call.GetProperty("function_id").GetString()} {call.GetProperty("data").GetProperty("path_params").GetRawText()}");
        await HttpClientOfEngine.AnswerAsync(worker, call, "{}");
        (await asking).Dispose();
    }

    [Theory]
    [InlineData("POST", "/users/me", HttpStatusCode.MethodNotAllowed, "GET,HEAD")]
    [InlineData("GET", "/users/7", HttpStatusCode.MethodNotAllowed, "POST,PUT")]
    [InlineData("GET", "/users/7/", HttpStatusCode.NotFound, "")]
    [InlineData("GET", "/Users/me", HttpStatusCode.NotFound, "")]
    [InlineData("HEAD", "/users/me", HttpStatusCode.NotFound, "")]
    public async Task The_path_decides_before_the_method(string method, string path, HttpStatusCode status, string allow)
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "GET", "/users/me");
        await HttpClientOfEngine.BindAsync(worker, "f", "PUT", "/users/:id");
        await HttpClientOfEngine.BindAsync(worker, "f", "POST", "/users/:id");
        using var response = await http.SendAsync(method, path);
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(allow, string.Join(",", response.Content.Headers.Allow));
    }

    [Fact]
    public async Task The_payload_has_what_the_request_says_with_the_last_of_what_comes_twice()
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "GET", "find/:what");
        var asking = http.SendAsync("GET", "/find/a%2Fb?q=1&q=a+b%21&Q=2&none", null, ("X-Twice", "1"), ("x-twice", "2"));
        var (call, payload) = await HttpClientOfEngine.CalledAsync(worker, "f");
        Assert.Equal("""{"Q":"2","none":"","q":"a b!"}""", payload.GetProperty("query_params").GetRawText());
        Assert.Equal("""{"what":"a%2Fb"}""", payload.GetProperty("path_params").GetRawText());
        Assert.Equal("1, 2", payload.GetProperty("headers").GetProperty("x-twice").GetString());
        Assert.Equal("""{"method":"GET","path":"find/:what","type":"http"}""", payload.GetProperty("trigger").GetRawText());
        Assert.Equal(("find/:what", "GET"), (payload.GetProperty("path").GetString(), payload.GetProperty("method").GetString()));
        await HttpClientOfEngine.AnswerAsync(worker, call, "{}");
        (await asking).Dispose();
    }

    [Theory]
    [InlineData("""{"status_code":201,"headers":{"x-a":"1","x-b":2},"body":"text"}""", 201, "application/json", "\"text\"")]
    [InlineData("""{"headers":["Content-Type: text/xml","broken","X-A:  1 "],"body":"<a/>"}""", 200, "text/xml", "<a/>")]
    [InlineData("""{"headers":{"content-type":"text/csv"},"body":[1,2]}""", 200, "text/csv", "[1,2]")]
    [InlineData("""{"headers":{"content-type":"text/csv"},"body":null}""", 200, "text/csv", "")]
    [InlineData("""{"body":null}""", 200, "application/json", "null")]
    [InlineData("""{"status_code":99,"anything":1}""", 200, "application/json", "{}")]
    [InlineData("5", 200, "application/json", "{}")]
    public async Task A_result_becomes_the_response(string result, int status, string type, string body)
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "GET", "/x");
        var asking = http.SendAsync("GET", "/x");
        var (call, _) = await HttpClientOfEngine.CalledAsync(worker, "f");
        await HttpClientOfEngine.AnswerAsync(worker, call, result);
        using var response = await asking;
        Assert.Equal((status, type, body), ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), await response.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task A_header_may_come_several_times()
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "GET", "/x");
        var asking = http.SendAsync("GET", "/x");
        var (call, _) = await HttpClientOfEngine.CalledAsync(worker, "f");
        await HttpClientOfEngine.AnswerAsync(worker, call, """{"headers":["set-cookie: a=1","Set-Cookie: b=2"]}""");
        using var response = await asking;
        Assert.Equal(["a=1", "b=2"], response.Headers.GetValues("set-cookie"));
    }

    [Fact]
    public async Task Without_rules_every_page_may_call()
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        using var asked = await http.SendAsync("OPTIONS", "/anything", null, ("Origin", "https://a.example"), ("Access-Control-Request-Method", "PUT"));
        Assert.Equal((HttpStatusCode.OK, "*", "*", "*"), (asked.StatusCode, Header(asked, "access-control-allow-origin"), Header(asked, "access-control-allow-methods"), Header(asked, "access-control-allow-headers")));
        using var got = await http.SendAsync("GET", "/anything");
        Assert.Equal(("*", "*"), (Header(got, "access-control-allow-origin"), Header(got, "access-control-expose-headers")));
    }

    [Theory]
    [InlineData("https://a.example", "https://a.example")]
    [InlineData("https://b.example", null)]
    public async Task Rules_name_the_pages_and_methods(string origin, string? allowed)
    {
        await using var engine = await TestEngine.StartAsync(options => options with
        {
            Http = new IIIHttpOptions { Cors = new IIICorsOptions { AllowedOrigins = ["https://a.example"], AllowedMethods = ["GET", "POST"] } },
        });
        using var http = new HttpClientOfEngine(engine);
        using var asked = await http.SendAsync("OPTIONS", "/anything", null, ("Origin", origin), ("Access-Control-Request-Method", "PUT"));
        Assert.Equal((allowed, "GET,POST"), (Header(asked, "access-control-allow-origin"), Header(asked, "access-control-allow-methods")));
        using var got = await http.SendAsync("GET", "/anything", null, ("Origin", origin));
        Assert.Equal((allowed, null), (Header(got, "access-control-allow-origin"), Header(got, "access-control-expose-headers")));
        Assert.Equal("origin, access-control-request-method, access-control-request-headers", Header(got, "vary"));
    }

    [Fact]
    public async Task The_trace_of_a_request_is_that_of_the_call()
    {
        await using var engine = await TestEngine.StartAsync();
        var worker = await engine.WorkerAsync("w", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "GET", "/x", "");
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(engine.Engine.HttpUrl, "/x"));
        request.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
        request.Headers.Add("baggage", "tenant=t");
        var asking = http.SendAsync(request);
        var call = await worker.NextAsync();
        Assert.Equal("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", call.GetProperty("traceparent").GetString());
        Assert.Equal("tenant=t,iii.function.id=f", call.GetProperty("baggage").GetString());
        await worker.AnswerAsync(call, "1");
        using var answer = await asking;
        Assert.Equal(System.Net.HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Middleware_comes_first_then_the_condition_then_the_routes_own_middleware_then_the_function()
    {
        await using var engine = await TestEngine.StartAsync(options => options with
        {
            Http = new IIIHttpOptions { Middleware = [new IIIHttpMiddleware("late", 5), new IIIHttpMiddleware("early", -1)] },
        });
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "early", "late", "condition", "own1", "own2", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "POST", "/x/:id", ""","condition_function_id":"condition","middleware_function_ids":["own1","own2"]""");
        var asking = http.SendAsync("POST", "/x/7?q=1", HttpClientOfEngine.Json("5"));
        foreach (var (function, answer) in new[] { ("early", """{"action":"continue"}"""), ("late", "\"whatever\""), ("condition", "0"), ("own1", """{"action":"unknown"}"""), ("own2", "null") })
        {
            var (call, payload) = await HttpClientOfEngine.CalledAsync(worker, function);
            if (function == "condition")
            {
                Assert.Equal(5, payload.GetProperty("body").GetInt32());
                Assert.False(payload.TryGetProperty("request_body", out _) || payload.TryGetProperty("response", out _));
            }
            else
            {
                Assert.Equal(("preHandler", "{}"), (payload.GetProperty("phase").GetString(), payload.GetProperty("context").GetRawText()));
                var request = payload.GetProperty("request");
                Assert.Equal(["headers", "method", "path_params", "query_params"], request.EnumerateObject().Select(p => p.Name));
                Assert.Equal("""{"id":"7"}""", request.GetProperty("path_params").GetRawText());
            }

            await HttpClientOfEngine.AnswerAsync(worker, call, answer);
        }

        var (last, _) = await HttpClientOfEngine.CalledAsync(worker, "f");
        await HttpClientOfEngine.AnswerAsync(worker, last, """{"body":"done"}""");
        using var response = await asking;
        Assert.Equal("\"done\"", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("""{"action":"respond","response":{"status_code":403,"body":{"b":1,"a":"no"},"headers":{"x-why":"because"}}}""", 403, """{"a":"no","b":1}""", "because")]
    [InlineData("""{"action":"respond"}""", 200, "null", null)]
    [InlineData("""{"action":"respond","response":{"body":"text","headers":{"x-why":1}}}""", 200, "\"text\"", null)]
    public async Task Middleware_may_answer_itself(string answer, int status, string body, string? why)
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "own", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "GET", "/x", ""","middleware_function_ids":["own"]""");
        var asking = http.SendAsync("GET", "/x");
        var (call, _) = await HttpClientOfEngine.CalledAsync(worker, "own");
        await HttpClientOfEngine.AnswerAsync(worker, call, answer);
        using var response = await asking;
        Assert.Equal((status, body, why), ((int)response.StatusCode, await response.Content.ReadAsStringAsync(), Header(response, "x-why")));
    }

    [Fact]
    public async Task A_body_may_be_larger_than_a_server_takes_that_was_not_told_otherwise()
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "own", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "POST", "/x", ""","middleware_function_ids":["own"]""");

        // A route's own middleware is asked when the body was read.
        var asking = http.SendAsync("POST", "/x", HttpClientOfEngine.Json($"\"{new string('x', 32_000_000)}\""));
        var (call, _) = await HttpClientOfEngine.CalledAsync(worker, "own");
        await HttpClientOfEngine.AnswerAsync(worker, call, """{"action":"respond","response":{"status_code":204}}""");
        using var response = await asking;
        Assert.Equal(204, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("own", """{"code":"denied","message":"not you"}""", "denied")]
    [InlineData("missing", null, "function_not_found")]
    public async Task Middleware_that_fails_ends_the_request(string middleware, string? error, string code)
    {
        await using var engine = await TestEngine.StartAsync();
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "own", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "GET", "/x", $$""","middleware_function_ids":["{{middleware}}"]""");
        var asking = http.SendAsync("GET", "/x");
        if (error is not null)
        {
            var (call, _) = await HttpClientOfEngine.CalledAsync(worker, "own");
            await HttpClientOfEngine.AnswerAsync(worker, call, null, error);
        }

        using var response = await asking;
        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal(code, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task More_requests_than_slots_wait_for_their_turn()
    {
        await using var engine = await TestEngine.StartAsync(options => options with { Http = new IIIHttpOptions { MaxConcurrentRequests = 1 } });
        using var http = new HttpClientOfEngine(engine);
        var worker = await engine.WorkerAsync("w", "f");
        await HttpClientOfEngine.BindAsync(worker, "f", "GET", "/x");
        var asking = new[] { http.SendAsync("GET", "/x"), http.SendAsync("GET", "/x") };
        var (first, _) = await HttpClientOfEngine.CalledAsync(worker, "f");
        await worker.PingAsync();
        await HttpClientOfEngine.AnswerAsync(worker, first, "{}");
        var (second, _) = await HttpClientOfEngine.CalledAsync(worker, "f");
        await HttpClientOfEngine.AnswerAsync(worker, second, "{}");
        foreach (var one in asking)
        {
            using var response = await one;
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values) ? string.Join(", ", values) : null;
}
