using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace Iii.Samples.Embedding.Model;

/// <summary>Represents a loaded model: token ids in, vectors of length 1 out. It may be used by several threads at the same time.</summary>
internal sealed class SentenceModel : IDisposable
{
    private const string InputIds = "input_ids";
    private const string AttentionMask = "attention_mask";
    private const string TokenTypes = "token_type_ids";

    // 32-bit arithmetic moves elements by 1e-6 where texts share a run; dynamic quantization moves them by 1e-2.
    private const float LargestDifference = 1e-4f;

    private static readonly string[] s_probe = ["one", "a text of a few more words than the other"];

    private readonly ModelFolder _folder;
    private readonly InferenceSession _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputs;
    private readonly string _output;

    private SentenceModel(ModelFolder folder, InferenceSession session)
    {
        _folder = folder;
        _session = session;
        _inputs = [.. session.InputMetadata.Keys];
        _output = FindOutput();
        foreach (var (name, input) in session.InputMetadata)
        {
            if (name is not (InputIds or AttentionMask or TokenTypes) || input.ElementType != typeof(long))
            {
                throw EmbeddingErrors.Model($"'{folder.Network}' is not a BERT-style model: its input '{name}' ({input.ElementType.Name}) is unknown.");
            }
        }
    }

    /// <summary>Gets what the model is called.</summary>
    public string Name => _folder.Name;

    /// <summary>Gets the path of the network.</summary>
    public string Network => _folder.Network;

    /// <summary>Gets how many numbers a vector has.</summary>
    public int Dimensions { get; private set; }

    /// <summary>Gets whether texts that share a run have the vectors that they have alone. With dynamic quantization they do not.</summary>
    public bool CanShareRuns { get; private set; }

    /// <summary>Loads a model and tries it.</summary>
    /// <param name="folder">Its files.</param>
    /// <param name="threads">How many threads a run uses.</param>
    /// <exception cref="IIIException">The model cannot be loaded, or is of another kind.</exception>
    public static SentenceModel Load(ModelFolder folder, int threads)
    {
        using var options = new SessionOptions { IntraOpNumThreads = threads, InterOpNumThreads = 1 };

        // Threads that wait for work by spinning take the processor from the threads that have it.
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        InferenceSession? session = null;
        try
        {
            session = new InferenceSession(folder.Network, options);
            var model = new SentenceModel(folder, session);
            model.Probe();
            return model;
        }
        catch (OnnxRuntimeException e)
        {
            session?.Dispose();
            throw EmbeddingErrors.Model($"'{folder.Network}' cannot be loaded: {e.Message}", e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>Turns a text into token ids.</summary>
    public int[] Tokenize(string text) => _folder.Tokenizer.Encode(text, _folder.MaxTokens);

    /// <summary>Runs the model on one text or on several, padded to the longest.</summary>
    /// <param name="texts">The texts' token ids.</param>
    /// <returns>A vector for each text.</returns>
    public float[][] Run(IReadOnlyList<int[]> texts)
    {
        var length = texts.Max(t => t.Length);
        long[] shape = [texts.Count, length];
        var ids = new long[texts.Count * length];
        var mask = new long[ids.Length];
        for (var i = 0; i < texts.Count; i++)
        {
            var row = i * length;
            TensorPrimitives.ConvertTruncating<int, long>(texts[i], ids.AsSpan(row));
            mask.AsSpan(row, texts[i].Length).Fill(1);
        }

        using var idTensor = OrtValue.CreateTensorValueFromMemory(ids, shape);
        using var maskTensor = OrtValue.CreateTensorValueFromMemory(mask, shape);
        using var typeTensor = OrtValue.CreateTensorValueFromMemory(new long[ids.Length], shape);
        var tensors = Array.ConvertAll(_inputs, name => name switch { InputIds => idTensor, AttentionMask => maskTensor, _ => typeTensor });
        using var outputs = _session.Run(_runOptions, _inputs, tensors, [_output]);
        return Pool(outputs[0], texts, length);
    }

    public void Dispose()
    {
        _runOptions.Dispose();
        _session.Dispose();
    }

    /// <summary>Pools the vectors of the tokens, or takes the vectors of the texts where the network has pooled already.</summary>
    private float[][] Pool(OrtValue output, IReadOnlyList<int[]> texts, int length)
    {
        var shape = output.GetTensorTypeAndShape().Shape;
        var dimensions = (int)shape[^1];
        var isPooled = shape.Length == 2;
        var values = output.GetTensorDataAsSpan<float>();
        var vectors = new float[texts.Count][];
        for (var i = 0; i < vectors.Length; i++)
        {
            vectors[i] = isPooled
                ? Pooling.FirstToken.Pool(values.Slice(i * dimensions, dimensions), dimensions)
                : _folder.Pooling.Pool(values.Slice(i * length * dimensions, texts[i].Length * dimensions), dimensions);
        }

        return vectors;
    }

    private string FindOutput()
    {
        var outputs = _session.OutputMetadata.Where(o => o.Value.ElementType == typeof(float)).ToArray();
        return outputs.FirstOrDefault(o => o.Value.Dimensions.Length == 3).Key ?? outputs.FirstOrDefault(o => o.Value.Dimensions.Length == 2).Key
            ?? throw EmbeddingErrors.Model($"'{_folder.Network}' has no output with a vector for each token or each text.");
    }

    /// <summary>Runs two texts together and each alone: what the vectors are like, and whether texts may share a run.</summary>
    private void Probe()
    {
        var texts = Array.ConvertAll(s_probe, Tokenize);
        var together = Run(texts);
        Dimensions = together[0].Length;
        CanShareRuns = texts.Zip(together).All(pair => Run([pair.First])[0].Zip(pair.Second).All(x => Math.Abs(x.First - x.Second) <= LargestDifference));
    }
}
