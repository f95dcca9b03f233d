using Iii.Samples.Embedding.Model;

namespace Iii.Samples.Embedding.Tests;

/// <summary>Reads folders of other models, and of what is none.</summary>
public sealed class ModelFolderTests : IDisposable
{
    private readonly TinyModel _model = new();

    public void Dispose() => _model.Dispose();

    [Fact]
    public void Read_defaults_areThoseOfSentenceTransformers()
    {
        var folder = ModelFolder.Read(_model.Folder);
        Assert.Equal((256, Pooling.Mean, Path.GetFileName(_model.Folder)), (folder.MaxTokens, folder.Pooling, folder.Name));
    }

    [Fact]
    public void Read_settingsBesideTheNetwork_areFollowed()
    {
        _model.Write("sentence_bert_config.json", """{"max_seq_length":5}""");
        _model.Write("1_Pooling/config.json", """{"pooling_mode_cls_token":true,"pooling_mode_mean_tokens":false}""");
        _model.Write("tokenizer_config.json", """{"do_lower_case":false,"model_max_length":512}""");
        var folder = ModelFolder.Read(_model.Folder);
        Assert.Equal((5, Pooling.FirstToken), (folder.MaxTokens, folder.Pooling));
        Assert.Equal([2, 1, 5, 5, 3], folder.Tokenizer.Encode("A a a a a", folder.MaxTokens));
    }

    [Theory]
    [InlineData("""{"model_max_length":128}""", 128)]
    [InlineData("""{"model_max_length":1000000000000000019884624838656}""", 256)]
    public void Read_maxLengthOfTheTokenizer_countsWhereThereIsNoOther(string config, int expected)
    {
        _model.Write("tokenizer_config.json", config);
        Assert.Equal(expected, ModelFolder.Read(_model.Folder).MaxTokens);
    }

    [Fact]
    public void Read_networkInTheFolderOnnx_isFound()
    {
        File.Move(_model.PathOf("model.onnx"), _model.PathOf("onnx/model.onnx"));
        Assert.Equal(_model.PathOf("onnx/model.onnx"), ModelFolder.Read(_model.Folder).Network);
    }

    [Fact]
    public void Read_onlyNetworkWithAnotherName_isFound()
    {
        File.Move(_model.PathOf("model.onnx"), _model.PathOf("encoder.onnx"));
        Assert.Equal(_model.PathOf("encoder.onnx"), ModelFolder.Read(_model.Folder).Network);
    }

    [Fact]
    public void Read_tokenizerJson_isAVocabularyWithSettings()
    {
        File.Delete(_model.PathOf("vocab.txt"));
        _model.Write("tokenizer.json", """
            {"normalizer":{"lowercase":false},"model":{"type":"WordPiece","vocab":{"[UNK]":0,"[CLS]":1,"[SEP]":2,"a":3}}}
            """);
        Assert.Equal([1, 3, 0, 2], ModelFolder.Read(_model.Folder).Tokenizer.Encode("a A", 256));
    }

    [Fact]
    public void Read_folderMissing_isAClearError() =>
        AssertRefused("does not exist. EMBEDDING_MODEL names another one", Path.Combine(_model.Folder, "missing"));

    [Fact]
    public void Read_networkMissing_isAClearError()
    {
        File.Delete(_model.PathOf("model.onnx"));
        AssertRefused("There is no model.onnx in");
        _model.Write("a.onnx", "");
        _model.Write("b.onnx", "");
        AssertRefused("There are 2 ONNX files in");
    }

    [Fact]
    public void Read_vocabularyMissing_isAClearError()
    {
        File.Delete(_model.PathOf("vocab.txt"));
        AssertRefused("There is no vocab.txt in");
    }

    [Theory]
    [InlineData("""{"model":{"type":"BPE","vocab":{"a":0}}}""")]
    [InlineData("""{"model":{"type":"Unigram","vocab":[["a",0]]}}""")]
    [InlineData("""[]""")]
    public void Read_otherTokenizer_isAClearError(string tokenizer)
    {
        File.Delete(_model.PathOf("vocab.txt"));
        _model.Write("tokenizer.json", tokenizer);
        AssertRefused("has no WordPiece vocabulary");
    }

    [Fact]
    public void Read_vocabularyOfAnotherKind_isAClearError()
    {
        _model.Write("vocab.txt", "<s>\n</s>\n<unk>\n");
        AssertRefused("The vocabulary has no [UNK], so it is not that of a BERT model.");
    }

    [Fact]
    public void Read_otherPooling_isAClearError()
    {
        _model.Write("1_Pooling/config.json", """{"pooling_mode_mean_tokens":false,"pooling_mode_max_tokens":true}""");
        AssertRefused("another pooling");
    }

    [Fact]
    public void Read_brokenJson_isAClearErrorWithTheFile()
    {
        _model.Write("tokenizer_config.json", "{");
        AssertRefused("tokenizer_config.json' is not JSON");
    }

    private void AssertRefused(string message, string? folder = null)
    {
        var error = Assert.Throws<IIIException>(() => ModelFolder.Read(folder ?? _model.Folder));
        Assert.Equal("model_unavailable", error.Code);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }
}
