using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using Iii.Samples.Similarity;

namespace Iii.Interop.Tests;

/// <summary>What the worker of this SDK has.</summary>
internal static class InteropFunctions
{
    [IIIFunction("embedding::similarity", Description = "Compute cosine similarity")]
    public static SimilarityResult Similarity(SimilarityRequest request) => SimilarityFunctions.Similarity(request.A, request.B);

    [IIIFunction("csharp::echo")]
    public static JsonElement Echo([FromPayload] JsonElement payload) => payload;

    [IIIFunction("csharp::nothing")]
    public static void Nothing()
    {
    }

    [IIIFunction("csharp::fail")]
    public static void Fail() => throw new IIIException("out_of_stock", "There are none left.");

    [IIIFunction("csharp::hang")]
    public static Task HangAsync(CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, stop);

    [IIIFunction("csharp::metadata")]
    public static JsonElement? Metadata(IIIContext context) => context.Metadata;

    [IIIFunction("csharp::count")]
    public static async Task<string> CountAsync(IIIChannelReader content)
    {
        var messages = new List<string>();
        var bytes = await content.ReadAllAsync(onMessage: messages.Add);
        return $"{string.Join(',', messages)} {bytes.Length}";
    }

    [IIIFunction("csharp::write")]
    public static async Task WriteAsync(IIIChannelWriter output, string text)
    {
        await using (output)
        {
            await output.WriteMessageAsync("message");
            await output.WriteAsync(Encoding.UTF8.GetBytes(text));
        }
    }

    [IIIFunction("csharp::items"), HttpTrigger("PUT", "/csharp/items/:id")]
    public static HttpResponse<Item> PutItem(int id, string tag, Item item) => HttpResponse.Created($"/csharp/items/{id}", item with { Name = $"{item.Name} {id} {tag}" });

    [IIIFunction("csharp::stream"), HttpTrigger("POST", "/csharp/stream")]
    public static async Task StreamAsync(HttpRequestBody body, HttpStreamedResponse response)
    {
        response.StatusCode = 202;
        response.Headers["content-type"] = "text/plain";
        await response.WriteAsync(Encoding.UTF8.GetBytes((await body.ReadTextAsync()).ToUpperInvariant()));
        await response.WriteAsync("!"u8.ToArray());
    }

    [IIIFunction("csharp::events"), HttpTrigger("GET", "/csharp/events")]
    public static Task EventsAsync(HttpStreamedResponse response) => response.WriteEventsAsync(new[] { "one", "two" }.Select(e => new SseItem<string>(e, "number")).ToAsyncEnumerable());

    [IIIFunction("csharp::guarded"), HttpTrigger("GET", "/csharp/guarded", MiddlewareFunctionIds = ["node::guard"])]
    public static string Guarded() => "inside";

    [IIIFunction("csharp::guard")]
    public static JsonElement Guard(JsonElement asked) => Json(asked.GetProperty("request").GetProperty("headers").TryGetProperty("x-key", out var key) && key.GetString() == "open"
        ? """{"action":"continue"}"""
        : """{"action":"respond","response":{"status_code":403,"body":{"by":"csharp"}}}""");

    /// <summary>Says who may come through the port with rules.</summary>
    [IIIFunction("csharp::auth")]
    public static JsonElement Authenticate(JsonElement visitor) => visitor.GetProperty("headers").TryGetProperty("x-key", out var key) && key.GetString() == InteropFixture.Key
        ? Json("""{"allowed_functions":["csharp::echo"],"forbidden_functions":["public::secret"],"context":{"user":"ada"}}""")
        : throw new IIIException("unknown_key", "This key opens nothing.");

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;
}

public sealed record SimilarityRequest(double[]? A, double[]? B);

public sealed record Item(string Name);
