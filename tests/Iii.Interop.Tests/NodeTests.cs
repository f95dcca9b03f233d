using System.Text;
using Iii.DevEngine;
using Iii.Samples.Embedding;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Interop.Tests;

public sealed record Text(string Value)
{
    [System.Text.Json.Serialization.JsonPropertyName("text")]
    public string Value { get; init; } = Value;
}

/// <summary>The official Node SDK on one side of the engine, C# on the other.</summary>
public sealed class NodeTests : IAsyncLifetime
{
    private IIIDevEngine _engine = null!;
    private IIIWorker _worker = null!;
    private NodePeer _node = null!;

    public async Task InitializeAsync()
    {
        await NodePeer.InstallAsync();
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        _worker = IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
        {
            options.Name = "embedding";
            options.LoggerFactory = NullLoggerFactory.Instance;
        });
        _worker.RegisterFunction<SimilarityRequest, SimilarityResult>(
            "embedding::similarity", (request, _) => ValueTask.FromResult<SimilarityResult?>(EmbeddingFunctions.Similarity(request!.A, request.B)));
        _worker.MapFunction("channels::count", async (IIIChannelReader content) =>
        {
            var messages = new List<string>();
            var bytes = await content.ReadAllAsync(onMessage: messages.Add);
            return $"{string.Join(',', messages)} {bytes.Length}";
        });
        _worker.MapFunction("channels::write", async (IIIChannelWriter output, string text) =>
        {
            await using (output)
            {
                await output.WriteMessageAsync("message");
                await output.WriteAsync(Encoding.UTF8.GetBytes(text));
            }
        });
        await _worker.StartAsync();
        _node = NodePeer.Run(_engine.WorkerUrl);
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        await _worker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Node_calls_a_function_of_the_worker() =>
        Assert.Equal(1, (await _node.HearAsync("similarity")).GetProperty("result").GetProperty("similarity").GetDouble(), 12);

    [Fact]
    public async Task Node_is_told_of_a_payload_that_does_not_fit()
    {
        var said = await _node.HearAsync("misfit");
        Assert.Equal("deserialization_error", said.GetProperty("code").GetString());
        Assert.Contains("$.a[0]", said.GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Node_is_told_of_a_function_that_does_not_exist() =>
        Assert.Equal("function_not_found", (await _node.HearAsync("missing")).GetProperty("code").GetString());

    [Fact]
    public async Task Node_sees_the_functions() =>
        Assert.Contains("embedding::similarity", (await _node.HearAsync("list")).GetProperty("result").EnumerateArray().Select(f => f.GetString()));

    [Fact]
    public async Task The_worker_calls_a_function_of_node()
    {
        await _node.HearAsync("ready");
        var answer = await _worker.CallAsync<Text, Text>("node::upper", new Text("abc"));
        Assert.Equal("ABC", answer?.Value);
    }

    [Fact]
    public async Task Node_writes_a_channel_that_the_worker_reads() =>
        Assert.Equal("hello 100000", (await _node.HearAsync("channel-to-csharp")).GetProperty("result").GetString());

    [Fact]
    public async Task Node_reads_a_channel_that_the_worker_writes() =>
        Assert.Equal("""{"messages":["message"],"bytes":"from C#"}""", (await _node.HearAsync("channel-from-csharp")).GetProperty("result").GetRawText());

    [Fact]
    public async Task The_worker_gives_ends_of_channels_to_node()
    {
        await _node.HearAsync("ready");
        var toNode = await _worker.CreateChannelAsync();
        var reading = _worker.CallAsync<Dictionary<string, IIIChannelReader>, ChannelContent>("node::read", new() { ["content"] = toNode.Reader });
        await using (toNode.Writer)
        {
            await toNode.Writer.WriteMessageAsync("first");
            await toNode.Writer.WriteAsync("some bytes"u8.ToArray());
            await toNode.Writer.WriteMessageAsync("last");
        }

        var read = await reading;
        Assert.Equal(("first,last", "some bytes"), (string.Join(',', read!.Messages), read.Bytes));

        var fromNode = await _worker.CreateChannelAsync();
        var writing = _worker.CallAsync<WriteRequest, object>("node::write", new WriteRequest(fromNode.Writer, ["a", "b", "c"]));
        var items = await fromNode.Reader.ReadItemsAsync().ToListAsync();
        Assert.Equal("from node", items[0].Text);
        Assert.Equal("abc", string.Concat(items.Skip(1).Select(i => Encoding.UTF8.GetString(i.Bytes.Span))));
        await writing;
    }

    [Fact]
    public async Task Node_streams_an_http_request_and_its_response()
    {
        await _node.HearAsync("ready");
        using var http = new HttpClient();
        using var response = await http.PostAsync(new Uri(_engine.HttpUrl, "/node/stream"), new StringContent("shout", Encoding.UTF8, "text/plain"));
        Assert.Equal(System.Net.HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.ToString());
        Assert.Equal("SHOUT!", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task The_worker_is_told_of_an_error_in_node()
    {
        await _node.HearAsync("ready");
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => _worker.CallAsync<Text, Text>("node::fail", new Text("abc")));
        Assert.Equal("invocation_failed", error.Code);
        Assert.Contains("node says no", error.Message, StringComparison.Ordinal);
    }
}

public sealed record SimilarityRequest(double[]? A, double[]? B);

public sealed record ChannelContent(List<string> Messages, string Bytes);

public sealed record WriteRequest(IIIChannelWriter Output, string[] Chunks);
