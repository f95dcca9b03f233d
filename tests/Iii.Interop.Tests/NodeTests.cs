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
    public async Task The_worker_is_told_of_an_error_in_node()
    {
        await _node.HearAsync("ready");
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => _worker.CallAsync<Text, Text>("node::fail", new Text("abc")));
        Assert.Equal("invocation_failed", error.Code);
        Assert.Contains("node says no", error.Message, StringComparison.Ordinal);
    }
}

public sealed record SimilarityRequest(double[]? A, double[]? B);
