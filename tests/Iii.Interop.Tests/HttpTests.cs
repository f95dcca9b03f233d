using System.Net;
using System.Text;
using System.Text.Json;

namespace Iii.Interop.Tests;

/// <summary>Functions of one SDK behind HTTP, with requests of the other.</summary>
[Collection(InteropCollection.Name)]
public sealed class HttpTests(InteropFixture interop)
{
    private static readonly HttpClient s_http = new();

    [Fact]
    public async Task Node_asks_for_a_function_of_the_worker_with_route_query_and_body()
    {
        var response = await FetchAsync("PUT", "/csharp/items/7?tag=new%20one", """ "headers":{"content-type":"application/json"},"body":"{\"name\":\"pen\"}" """);
        Assert.Equal(201, response.GetProperty("status").GetInt32());
        Assert.Equal("/csharp/items/7", response.GetProperty("headers").GetProperty("location").GetString());
        Assert.Equal("""{"name":"pen 7 new one"}""", response.GetProperty("body").GetString());

        var misfit = await FetchAsync("PUT", "/csharp/items/seven?tag=t", """ "headers":{"content-type":"application/json"},"body":"{\"name\":\"pen\"}" """);
        Assert.Equal(400, misfit.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_function_of_Node_gets_route_query_headers_and_body()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(interop.Engine.HttpUrl, "/node/items/7?tag=new"))
        {
            Content = new StringContent("""{"name":"pen"}""", Encoding.UTF8, "application/json"),
            Headers = { { "x-sent", "yes" } },
        };
        using var response = await s_http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("7", Assert.Single(response.Headers.GetValues("x-item")));
        Assert.Equal("""{"body":{"name":"pen"},"header":"yes","id":"7","tag":"new"}""", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Node_streams_a_request_and_its_response()
    {
        using var response = await s_http.PostAsync(new Uri(interop.Engine.HttpUrl, "/node/stream"), new StringContent("shout", Encoding.UTF8, "text/plain"));
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("SHOUT!", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_worker_streams_a_request_and_its_response_to_Node()
    {
        var response = await FetchAsync("POST", "/csharp/stream", """ "headers":{"content-type":"text/plain"},"body":"shout" """);
        Assert.Equal((202, "SHOUT!"), (response.GetProperty("status").GetInt32(), response.GetProperty("body").GetString()));

        var events = await FetchAsync("GET", "/csharp/events");
        Assert.Equal("text/event-stream", events.GetProperty("headers").GetProperty("content-type").GetString());
        Assert.Equal("event: number\ndata: one\n\nevent: number\ndata: two\n\n", events.GetProperty("body").GetString());
    }

    [Theory]
    [InlineData("/csharp/guarded", "node")]
    [InlineData("/node/guarded", "csharp")]
    public async Task One_side_guards_a_function_of_the_other(string path, string guard)
    {
        var closed = await FetchAsync("GET", path);
        Assert.Equal($$"""403 {"by":"{{guard}}"}""", $"{closed.GetProperty("status")} {closed.GetProperty("body")}");
        var open = await FetchAsync("GET", path, """ "headers":{"x-key":"open"} """);
        Assert.Equal((200, "\"inside\""), (open.GetProperty("status").GetInt32(), open.GetProperty("body").GetString()));
    }

    private async Task<JsonElement> FetchAsync(string method, string path, string? more = null) =>
        JsonDocument.Parse((await interop.CallAsync("node::fetch", $$"""{"url":"{{new Uri(interop.Engine.HttpUrl, path)}}","method":"{{method}}"{{(more is null ? "" : "," + more)}} }"""))!).RootElement;
}
