using System.Text.Json;
using Iii.Samples.Embedding.Tokenization;

namespace Iii.Samples.Embedding.Model;

/// <summary>
/// Represents the files of a BERT-style model, as sentence-transformers writes them: the network (<c>model.onnx</c> or <c>onnx/model.onnx</c>), the
/// vocabulary (<c>vocab.txt</c>, or <c>tokenizer.json</c> with WordPiece), and settings where they differ from those of all-MiniLM-L6-v2.
/// </summary>
/// <param name="Name">What the model is called: the folder's name.</param>
/// <param name="Network">The path of the network.</param>
/// <param name="Tokenizer">The tokenizer.</param>
/// <param name="MaxTokens">How many tokens of a text count.</param>
/// <param name="Pooling">How token vectors become a text's vector.</param>
internal sealed record ModelFolder(string Name, string Network, BertTokenizer Tokenizer, int MaxTokens, Pooling Pooling)
{
    private const int DefaultMaxTokens = 256;

    // tokenizer_config.json says 10^30 where there is no limit.
    private const int LargestMaxTokens = 8_192;

    /// <summary>Reads what is beside the network.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IIIException">A file is missing, or is not what it should be.</exception>
    public static ModelFolder Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw EmbeddingErrors.Model($"The model's folder '{folder}' does not exist. EMBEDDING_MODEL names another one.");
        }

        var network = FindNetwork(folder);
        using var tokenizer = ReadJson(folder, "tokenizer.json");
        using var tokenizerConfig = ReadJson(folder, "tokenizer_config.json");
        using var sentenceConfig = ReadJson(folder, "sentence_bert_config.json");
        using var poolingConfig = ReadJson(folder, Path.Combine("1_Pooling", "config.json"));
        var vocabulary = ReadVocabulary(folder, tokenizer);
        try
        {
            return new ModelFolder(
                new DirectoryInfo(folder).Name,
                network,
                new BertTokenizer(vocabulary, ReadSettings(tokenizerConfig, tokenizer)),
                Number(sentenceConfig, "max_seq_length") ?? Number(tokenizerConfig, "model_max_length") ?? DefaultMaxTokens,
                ReadPooling(poolingConfig));
        }
        catch (FormatException e)
        {
            throw EmbeddingErrors.Model($"The model in '{folder}' cannot be used. {e.Message}", e);
        }
    }

    private static string FindNetwork(string folder)
    {
        string[] usual = [Path.Combine(folder, "model.onnx"), Path.Combine(folder, "onnx", "model.onnx")];
        if (usual.FirstOrDefault(File.Exists) is { } found)
        {
            return found;
        }

        return Directory.GetFiles(folder, "*.onnx") switch
        {
            [var only] => only,
            [] => throw EmbeddingErrors.Model($"There is no model.onnx in '{folder}' and no onnx/model.onnx."),
            var several => throw EmbeddingErrors.Model($"There are {several.Length} ONNX files in '{folder}', but none is model.onnx: name one so."),
        };
    }

    private static Vocabulary ReadVocabulary(string folder, JsonDocument? tokenizer)
    {
        var path = Path.Combine(folder, "vocab.txt");
        if (File.Exists(path))
        {
            return new Vocabulary(File.ReadLines(path).Select((piece, id) => KeyValuePair.Create(piece, id)));
        }

        if (tokenizer is null)
        {
            throw EmbeddingErrors.Model($"There is no vocab.txt in '{folder}' and no tokenizer.json.");
        }

        var model = Member(tokenizer, "model");
        if (model is not { } wordPiece || !wordPiece.TryGetProperty("vocab", out var vocabulary) || vocabulary.ValueKind != JsonValueKind.Object
            || (wordPiece.TryGetProperty("type", out var type) && !type.ValueEquals("WordPiece")))
        {
            throw EmbeddingErrors.Model($"The tokenizer.json in '{folder}' has no WordPiece vocabulary. Models with another tokenizer are not supported.");
        }

        return new Vocabulary(vocabulary.EnumerateObject().Select(p => KeyValuePair.Create(p.Name, p.Value.GetInt32())));
    }

    private static TokenizerSettings ReadSettings(JsonDocument? config, JsonDocument? tokenizer)
    {
        var normalizer = Member(tokenizer, "normalizer");
        var lowercase = Boolean(config?.RootElement, "do_lower_case") ?? Boolean(normalizer, "lowercase") ?? true;
        return new TokenizerSettings(
            lowercase,
            Boolean(config?.RootElement, "strip_accents") ?? Boolean(normalizer, "strip_accents") ?? lowercase,
            Boolean(config?.RootElement, "tokenize_chinese_chars") ?? Boolean(normalizer, "handle_chinese_chars") ?? true);
    }

    private static Pooling ReadPooling(JsonDocument? config)
    {
        if (config is null || Boolean(config.RootElement, "pooling_mode_mean_tokens") == true)
        {
            return Pooling.Mean;
        }

        return Boolean(config.RootElement, "pooling_mode_cls_token") == true
            ? Pooling.FirstToken
            : throw new FormatException("1_Pooling/config.json asks for another pooling than of mean tokens or the first token.");
    }

    private static JsonDocument? ReadJson(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        try
        {
            return File.Exists(path) ? JsonDocument.Parse(File.ReadAllBytes(path)) : null;
        }
        catch (JsonException e)
        {
            throw EmbeddingErrors.Model($"'{path}' is not JSON: {e.Message}", e);
        }
    }

    private static JsonElement? Member(JsonDocument? document, string name) =>
        document is { RootElement.ValueKind: JsonValueKind.Object } && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? value
            : null;

    private static bool? Boolean(JsonElement? settings, string name) =>
        settings is { ValueKind: JsonValueKind.Object } && settings.Value.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : null;

    private static int? Number(JsonDocument? document, string name) =>
        document is { RootElement.ValueKind: JsonValueKind.Object } && document.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number is > 2 and <= LargestMaxTokens
            ? number
            : null;
}
