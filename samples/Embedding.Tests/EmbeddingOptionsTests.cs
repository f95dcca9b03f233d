namespace Iii.Samples.Embedding.Tests;

public sealed class EmbeddingOptionsTests
{
    [Fact]
    public void FromEnvironment_nothingSet_givesDefaults()
    {
        var options = EmbeddingOptions.FromEnvironment(_ => null);
        Assert.Equal(new EmbeddingOptions(), options);
        Assert.Equal(Path.Combine(AppContext.BaseDirectory, "all-MiniLM-L6-v2"), options.ModelFolder);
        Assert.Equal((false, Environment.ProcessorCount, 1, 8), (options.IsLazy, options.ParallelRuns, options.ThreadsPerRun, options.TextsPerRun));
    }

    [Fact]
    public void FromEnvironment_variables_areFollowed()
    {
        var variables = new Dictionary<string, string?>
        {
            ["EMBEDDING_MODEL"] = "models/other", ["EMBEDDING_LOAD"] = "lazy", ["EMBEDDING_PARALLEL"] = "3", ["EMBEDDING_THREADS"] = "2", ["EMBEDDING_GATHER"] = "1",
        };
        Assert.Equal(
            new EmbeddingOptions { ModelFolder = "models/other", IsLazy = true, ParallelRuns = 3, ThreadsPerRun = 2, TextsPerRun = 1 },
            EmbeddingOptions.FromEnvironment(variables.GetValueOrDefault));
    }

    [Theory]
    [InlineData("EMBEDDING_LOAD", "later", "EMBEDDING_LOAD is 'later', but must be 'start' or 'lazy'.")]
    [InlineData("EMBEDDING_THREADS", "0", "EMBEDDING_THREADS is '0', but must be a number from 1 to 256.")]
    [InlineData("EMBEDDING_PARALLEL", "many", "EMBEDDING_PARALLEL is 'many', but must be a number from 1 to 256.")]
    [InlineData("EMBEDDING_GATHER", "257", "EMBEDDING_GATHER is '257', but must be a number from 1 to 256.")]
    public void FromEnvironment_otherValue_isAnErrorThatNamesTheVariable(string name, string value, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => EmbeddingOptions.FromEnvironment(n => n == name ? value : null)).Message);
}
