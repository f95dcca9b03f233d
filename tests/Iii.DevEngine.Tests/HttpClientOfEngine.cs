using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tests;

/// <summary>A client of http triggers, and the worker's side of a request.</summary>
internal sealed class HttpClientOfEngine(TestEngine engine) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = engine.Engine.HttpUrl };

    public Task<HttpResponseMessage> SendAsync(string method, string path, HttpContent? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    /// <summary>Binds a function, and returns when the engine knows the route.</summary>
    public static async Task BindAsync(RawWorker worker, string functionId, string method, string path, string extra = "")
    {
        await worker.SendAsync($$"""{"type":"registertrigger","id":"{{Guid.NewGuid()}}","trigger_type":"http","function_id":"{{functionId}}","config":{"api_path":"{{path}}","http_method":"{{method}}"{{extra}}} }""");
        await worker.PingAsync();
    }

    /// <summary>The next call of a function; the payload.</summary>
    public static async Task<(JsonElement Call, JsonElement Payload)> CalledAsync(RawWorker worker, string functionId)
    {
        var call = await worker.NextAsync();
        Assert.Equal(("invokefunction", functionId), (call.GetProperty("type").GetString(), call.GetProperty("function_id").GetString()));
        return (call, call.GetProperty("data"));
    }

    public static Task AnswerAsync(RawWorker worker, JsonElement call, string? result, string? error = null)
    {
        var outcome = error is not null ? $",\"error\":{error}" : result is not null ? $",\"result\":{result}" : "";
        return worker.SendAsync($$"""{"type":"invocationresult","invocation_id":"{{call.GetProperty("invocation_id").GetString()}}","function_id":"{{call.GetProperty("function_id").GetString()}}"{{outcome}}}""");
    }

    public void Dispose() => _http.Dispose();
}
