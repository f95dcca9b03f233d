using System.Net.Http.Json;
using Iii.Testing;
using Microsoft.Extensions.AI;
using Xunit.Abstractions;

namespace Iii.Samples.Embedding.Tests;

/// <summary>Calls the sample's functions as others call them: through an engine, with JSON.</summary>
[Collection(nameof(MiniLm))]
public sealed class EmbeddingFunctionsTests(MiniLm model, ITestOutputHelper output)
{
    [Fact]
    public async Task Generate_text_isAnsweredWithItsEmbedding()
    {
        await using var host = await StartAsync();
        var result = await GenerateAsync(host, new(MiniLm.References[0].Text));
        Assert.Equal(384, result.Dim);
        Assert.Null(result.Embeddings);
        MiniLm.References[0].AssertNear(result.Embedding!);
    }

    [Fact]
    public async Task Generate_batch_hasPrecedenceAndIsAnsweredInItsOrder()
    {
        await using var host = await StartAsync();
        var result = await GenerateAsync(host, new("ignored", [.. MiniLm.References.Select(r => r.Text), null]));
        Assert.Null(result.Embedding);
        Assert.All(MiniLm.References.Zip(result.Embeddings!), pair => pair.First.AssertNear(pair.Second));
        Assert.Equal(31, result.Embeddings!.Length);
        MiniLm.References.Single(r => r.Text.Length == 0).AssertNear(result.Embeddings[^1]);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"text":null}""")]
    [InlineData("""{"text":""}""")]
    [InlineData("""{"text":"   ","batch":[]}""")]
    public async Task Generate_noText_isAnsweredLikeAnEmptyText(string payload)
    {
        await using var host = await StartAsync();
        using var response = await host.Http.PostAsync("/embedding/generate", new StringContent(payload, null, "application/json"));
        var result = await response.Content.ReadFromJsonAsync<GenerateResult>();
        MiniLm.References.Single(r => r.Text.Length == 0).AssertNear(result!.Embedding!);
    }

    [Fact]
    public async Task Generate_tenThousandCharactersOfAnyUnicode_isAnswered()
    {
        await using var host = await StartAsync();
        var text = string.Concat(Enumerable.Range(0, 2_500).Select(i => char.ConvertFromUtf32(0x20 + (i * 53 % 0xD000)) + char.ConvertFromUtf32(0x10000 + (i * 401))));
        var result = await GenerateAsync(host, new(null, [text, new string('x', 10_000), string.Concat(Enumerable.Repeat("\u00E9\u0301 ", 4_000))]));
        Assert.All(result.Embeddings!, v => Assert.Equal(1, v.Sum(x => x * x), 1e-5));
    }

    [Fact]
    public async Task Generate_halfOfASurrogatePair_isAnsweredAsIfItWereNotThere()
    {
        var embeddings = await new EmbeddingFunctions(model.Generator).GenerateAsync(null, ["ab\ud83d", "ab"]);
        Assert.Equal(embeddings.Embeddings![1], embeddings.Embeddings[0]);
    }

    [Fact]
    public async Task Generate_tooManyTexts_isRefused()
    {
        await using var host = await StartAsync(new StubGenerator());
        Assert.Equal(1_024, (await GenerateAsync(host, new(null, [.. Enumerable.Repeat("a", 1_024)]))).Embeddings!.Length);
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => GenerateAsync(host, new(null, [.. Enumerable.Repeat("a", 1_025)])));
        Assert.Equal(("too_many_texts", "The batch has 1,025 texts, more than the 1,024 that one call may have."), (error.Code, error.Message));
    }

    [Fact]
    public async Task Generate_tooLargeText_isRefused()
    {
        await using var host = await StartAsync(new StubGenerator());
        var largest = new string('\u00E9', 512 * 1024);
        Assert.NotNull((await GenerateAsync(host, new(largest))).Embedding);
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => GenerateAsync(host, new(null, ["", largest + "a"])));
        Assert.Equal(("text_too_large", "Text 1 has 1,048,577 bytes, more than the 1,048,576 that a text may have."), (error.Code, error.Message));
    }

    [Fact]
    public async Task Generate_modelMissing_isAClearErrorOfTheCall()
    {
        using var missing = new SentenceEmbeddingGenerator(new EmbeddingOptions { ModelFolder = "missing" }, _ => { });
        await using var host = await StartAsync(missing);
        var error = await Assert.ThrowsAsync<IIIInvocationException>(() => GenerateAsync(host, new("a")));
        Assert.Equal("model_unavailable", error.Code);
    }

    [Fact]
    public async Task Generate_anotherGenerator_takesThePlaceOfTheModel()
    {
        await using var host = await StartAsync(new StubGenerator());
        var result = await GenerateAsync(host, new(null, ["a", "abc"]));
        Assert.Equal(new float[][] { [1, 0], [3, 0] }, result.Embeddings!);
        Assert.Equal(2, result.Dim);
    }

    [Fact]
    public async Task Similarity_overHttp_isAnswered()
    {
        await using var host = await StartAsync(new StubGenerator());
        using var response = await host.Http.PostAsJsonAsync("/embedding/similarity", new { a = new[] { 1, 0 }, b = new[] { 0, 1 } });
        Assert.Equal("""{"similarity":0}""", await response.Content.ReadAsStringAsync());
        Assert.Equal("http", (await host.WaitForInvocationAsync("embedding::similarity")).TriggerType);
    }

    private Task<IIITestHost> StartAsync(IEmbeddingGenerator<string, Embedding<float>>? generator = null) => IIITestHost.StartAsync(
        worker => worker.AddInstance(new EmbeddingFunctions(generator ?? model.Generator)).AddFunctions(),
        new IIITestHostOptions { Output = output.WriteLine });

    private static async Task<GenerateResult> GenerateAsync(IIITestHost host, Request request) =>
        (await host.Client.CallAsync<Request, GenerateResult>("embedding::generate", request))!;

    public sealed record Request(string? Text, string?[]? Batch = null);

    /// <summary>Embeds a text as its length.</summary>
    private sealed class StubGenerator : IEmbeddingGenerator<string, Embedding<float>>
    {
        public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
            IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(values.Select(v => new Embedding<float>(new float[] { v.Length, 0 }))));

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
