using System.Net.Http.Json;
using Iii.Testing;
using Xunit.Abstractions;

namespace Iii.Samples.Embedding.Tests;

/// <summary>The sample's functions, called as others call them: through an engine, with JSON.</summary>
public sealed class EmbeddingTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_text_is_like_itself()
    {
        await using var host = await StartAsync();
        var embedded = await host.Client.CallAsync<Dictionary<string, string>, GenerateResult>("embedding::generate", new() { ["text"] = "the quick brown fox" });
        var vector = embedded!.Embedding!;
        Assert.Equal(HashingEmbedder.Dimensions, vector.Length);
        var compared = await host.Client.CallAsync<Dictionary<string, double[]>, SimilarityResult>("embedding::similarity", new() { ["a"] = vector, ["b"] = vector });
        Assert.Equal(1, compared!.Similarity, 9);
    }

    [Fact]
    public async Task It_is_served_over_http()
    {
        await using var host = await StartAsync();
        using var response = await host.Http.PostAsJsonAsync("/embedding/similarity", new { a = new[] { 1, 0 }, b = new[] { 0, 1 } });
        Assert.Equal("""{"similarity":0}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("http", (await host.WaitForInvocationAsync("embedding::similarity")).TriggerType);
    }

    private Task<IIITestHost> StartAsync() => IIITestHost.StartAsync(worker => worker.AddFunctions(), new IIITestHostOptions { Output = output.WriteLine });
}
