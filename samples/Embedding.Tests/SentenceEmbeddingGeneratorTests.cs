using System.Collections.Concurrent;
using Iii.Samples.Embedding.Model;
using Microsoft.Extensions.AI;

namespace Iii.Samples.Embedding.Tests;

/// <summary>Tests loading, sharing of runs and cancellation with models of a few bytes.</summary>
public sealed class SentenceEmbeddingGeneratorTests : IDisposable
{
    private readonly TinyModel _model = new();
    private readonly ConcurrentQueue<string> _log = [];

    public void Dispose() => _model.Dispose();

    [Fact]
    public async Task Generate_otherModel_givesItsDimensionsAndMeanOfTokens()
    {
        using var generator = Make();
        var embedding = Assert.Single(await generator.GenerateAsync(["ab"]));
        AssertUnit([2, 5, 7, 3], embedding);
        Assert.Equal(TinyModel.Dimensions, embedding.Dimensions);
        Assert.Equal(Path.GetFileName(_model.Folder), embedding.ModelId);
    }

    [Fact]
    public async Task Generate_firstTokenPooling_givesItsVector()
    {
        _model.Write("1_Pooling/config.json", """{"pooling_mode_cls_token":true}""");
        using var generator = Make();
        AssertUnit([2], Assert.Single(await generator.GenerateAsync(["a b ab"])));
    }

    [Fact]
    public async Task Generate_batchOfDifferentLengths_givesWhatSingleTextsGive()
    {
        using var generator = Make();
        var texts = Enumerable.Range(0, 100).Select(i => string.Concat(Enumerable.Repeat("a b ", i % 17))).ToArray();
        var together = await generator.GenerateAsync(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal((await generator.GenerateAsync([texts[i]]))[0].Vector.ToArray(), together[i].Vector.ToArray());
        }
    }

    [Fact]
    public async Task Generate_quantizedModel_runsTextsOneByOne()
    {
        using var quantized = new TinyModel(isQuantized: true);
        using var generator = new SentenceEmbeddingGenerator(quantized.Options, _log.Enqueue);
        Assert.False((await generator.LoadAsync()).CanShareRuns);
        Assert.Contains("texts one by one", Assert.Single(_log), StringComparison.Ordinal);
        string[] texts = ["a", "a b ab", "a b ab a b ab", "b"];
        var together = await generator.GenerateAsync(texts);
        for (var i = 0; i < texts.Length; i++)
        {
            Assert.Equal((await generator.GenerateAsync([texts[i]]))[0].Vector.ToArray(), together[i].Vector.ToArray());
        }
    }

    [Fact]
    public async Task Generate_exactModel_sharesRuns()
    {
        using var generator = Make();
        Assert.True((await generator.LoadAsync()).CanShareRuns);
    }

    [Fact]
    public async Task Generate_equalTexts_areEmbeddedOnceAndCountedEach()
    {
        using var generator = Make();
        var embeddings = await generator.GenerateAsync(["a", "b", "a"]);
        Assert.Equal(embeddings[0].Vector, embeddings[2].Vector);
        Assert.NotEqual(embeddings[0].Vector.ToArray(), embeddings[1].Vector.ToArray());
        Assert.Equal(9, embeddings.Usage!.InputTokenCount);
    }

    [Fact]
    public async Task Generate_noTexts_givesNone()
    {
        using var generator = Make();
        Assert.Empty(await generator.GenerateAsync([]));
    }

    [Fact]
    public async Task Generate_manyCallsAtOnce_loadsOnceAndLogsOneLine()
    {
        using var generator = Make();
        Assert.Empty(_log);
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => generator.GenerateAsync(["a"])));
        Assert.Matches(@"^Model iii-model\w+ loaded: 4 dimensions, \d+ ms, 2 x 1 threads\.$", Assert.Single(_log));
    }

    [Fact]
    public async Task Generate_modelThatAppearsLater_isLoadedThen()
    {
        File.Move(_model.PathOf("vocab.txt"), _model.PathOf("later.txt"));
        using var generator = Make();
        Assert.Equal("model_unavailable", (await Assert.ThrowsAsync<IIIException>(() => generator.GenerateAsync(["a"]))).Code);
        File.Move(_model.PathOf("later.txt"), _model.PathOf("vocab.txt"));
        Assert.Single(await generator.GenerateAsync(["a"]));
    }

    [Fact]
    public async Task Load_unknownInput_isAClearError()
    {
        using var other = new TinyModel(false, "input_ids", "pixel_values");
        using var generator = new SentenceEmbeddingGenerator(other.Options, _log.Enqueue);
        var error = await Assert.ThrowsAsync<IIIException>(() => generator.LoadAsync());
        Assert.Contains("its input 'pixel_values' (Int64) is unknown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Load_fileThatIsNoNetwork_isAClearError()
    {
        _model.Write("model.onnx", "This is not ONNX.");
        using var generator = Make();
        var error = await Assert.ThrowsAsync<IIIException>(() => generator.LoadAsync());
        Assert.Equal("model_unavailable", error.Code);
        Assert.Contains("model.onnx' cannot be loaded", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Generate_cancelledBefore_isCancelled()
    {
        using var generator = Make();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => generator.GenerateAsync(["a"], cancellationToken: new CancellationToken(true)));
        Assert.Single(await generator.GenerateAsync(["a"]));
    }

    [Fact]
    public async Task Queue_callCancelledBetweenTexts_doesNotBeginTheOthers()
    {
        using var model = SentenceModel.Load(ModelFolder.Read(_model.Folder), 1);
        using var queue = new RunQueue(model, _model.Options);
        using var cancellation = new CancellationTokenSource();
        var begun = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.RunAsync(Texts(), cancellation.Token));
        Assert.Equal(300, begun);
        var text = new PendingText(model.Tokenize("a"), CancellationToken.None);
        await queue.RunAsync([text], CancellationToken.None);
        Assert.Equal(TinyModel.Dimensions, (await text.Vector).Length);

        IEnumerable<PendingText> Texts()
        {
            for (var i = 0; i < 1_000; i++)
            {
                if (++begun == 300)
                {
                    cancellation.Cancel();
                }

                yield return new PendingText(model.Tokenize("a"), cancellation.Token);
            }
        }
    }

    [Fact]
    public async Task Queue_textOfACancelledCall_isNotRunWhileOthersAre()
    {
        using var model = SentenceModel.Load(ModelFolder.Read(_model.Folder), 1);
        using var queue = new RunQueue(model, _model.Options with { ParallelRuns = 1 });
        var cancelled = new PendingText(model.Tokenize("a"), new CancellationToken(true));
        var other = new PendingText(model.Tokenize("b"), CancellationToken.None);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.RunAsync([cancelled, other], CancellationToken.None));
        Assert.True(cancelled.Vector.IsCanceled);
        Assert.Equal(TinyModel.Dimensions, (await other.Vector).Length);
    }

    [Fact]
    public async Task Generate_otherDimensionsAsked_isRefused()
    {
        using var generator = Make();
        await Assert.ThrowsAsync<NotSupportedException>(() => generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = 2 }));
        Assert.Single(await generator.GenerateAsync(["a"], new EmbeddingGenerationOptions { Dimensions = TinyModel.Dimensions }));
    }

    [Fact]
    public async Task GetService_metadata_tellsOfTheModelOnceLoaded()
    {
        using var generator = Make();
        Assert.Null(generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelDimensions);
        await generator.LoadAsync();
        Assert.Equal(TinyModel.Dimensions, generator.GetService<EmbeddingGeneratorMetadata>()!.DefaultModelDimensions);
        Assert.Same(generator, generator.GetService(typeof(IEmbeddingGenerator<string, Embedding<float>>)));
        Assert.Null(generator.GetService(typeof(EmbeddingGeneratorMetadata), "other"));
        Assert.Null(generator.GetService(typeof(string)));
    }

    [Fact]
    public async Task Generate_afterDispose_isRefused()
    {
        var generator = Make();
        await generator.LoadAsync();
        generator.Dispose();
        generator.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => generator.GenerateAsync(["a"]));
    }

    private SentenceEmbeddingGenerator Make() => new(_model.Options, _log.Enqueue);

    private static void AssertUnit(int[] tokens, Embedding<float> embedding)
    {
        var sums = Enumerable.Range(0, TinyModel.Dimensions).Select(i => tokens.Sum(t => (double)TinyModel.Row(t)[i])).ToArray();
        var length = Math.Sqrt(sums.Sum(x => x * x));
        Assert.All(Enumerable.Range(0, sums.Length), i => Assert.Equal(sums[i] / length, embedding.Vector.Span[i], 1e-5));
    }
}
