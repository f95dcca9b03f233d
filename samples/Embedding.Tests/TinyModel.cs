using System.Buffers.Binary;
using System.Text;

namespace Iii.Samples.Embedding.Tests;

/// <summary>
/// Writes ONNX networks with two instructions at most, and the files that a model has beside its network: each token has a vector of its own, from a table.
/// ONNX is Protocol Buffers, of which this needs fields of two kinds.
/// </summary>
internal sealed class TinyModel : IDisposable
{
    public const int Dimensions = 4;

    private const int FloatType = 1;
    private const int LongType = 7;

    private static readonly string[] s_vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "##b"];

    /// <summary>Writes a model into a folder of its own.</summary>
    /// <param name="isQuantized">Whether values are quantized by what else is in the run, as 8-bit models do.</param>
    /// <param name="inputs">The names of the inputs.</param>
    public TinyModel(bool isQuantized = false, params string[] inputs)
    {
        File.WriteAllBytes(PathOf("model.onnx"), Network(isQuantized, inputs is [] ? ["input_ids", "attention_mask"] : inputs));
        File.WriteAllLines(PathOf("vocab.txt"), s_vocabulary);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("iii-model").FullName;

    public EmbeddingOptions Options => new() { ModelFolder = Folder, ParallelRuns = 2 };

    /// <summary>Gets the vector of a token: the row of padding is large, so that it shows where it is not left out.</summary>
    public static float[] Row(int token) => token == 0 ? [90, -90, 90, -90] : [token, 1, -token / 2f, 0.3f * token * token];

    public string PathOf(string name)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return path;
    }

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static byte[] Network(bool isQuantized, string[] inputs)
    {
        var output = isQuantized ? "looked_up" : "last_hidden_state";
        byte[] graph =
        [
            .. Node("Gather", ["table", inputs[0]], [output]),
            .. isQuantized ? Node("DynamicQuantizeLinear", [output], ["bytes", "scale", "zero"]) : [],
            .. isQuantized ? Node("DequantizeLinear", ["bytes", "scale", "zero"], ["last_hidden_state"]) : [],
            .. Text(2, "tiny"),
            .. Message(5, Table()),
            .. inputs.SelectMany(name => Message(11, Value(name, LongType, null, null))),
            .. Message(12, Value("last_hidden_state", FloatType, null, null, Dimensions)),
        ];
        return [.. Number(1, 8), .. Message(7, graph), .. Message(8, Number(2, 13))];
    }

    private static byte[] Node(string type, string[] inputs, string[] outputs) =>
        Message(1, [.. inputs.SelectMany(i => Text(1, i)), .. outputs.SelectMany(o => Text(2, o)), .. Text(4, type)]);

    private static byte[] Table()
    {
        var bytes = new byte[s_vocabulary.Length * Dimensions * sizeof(float)];
        var numbers = Enumerable.Range(0, s_vocabulary.Length).SelectMany(Row).ToArray();
        for (var i = 0; i < numbers.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), numbers[i]);
        }

        return [.. Number(1, s_vocabulary.Length), .. Number(1, Dimensions), .. Number(2, FloatType), .. Text(8, "table"), .. Message(9, bytes)];
    }

    private static byte[] Value(string name, int type, params int?[] shape) =>
    [
        .. Text(1, name),
        .. Message(2, Message(1, [.. Number(1, type), .. Message(2, [.. shape.SelectMany((d, i) => Message(1, d is { } size ? Number(1, size) : Text(2, $"d{i}")))])])),
    ];

    private static byte[] Number(int field, long value) => [.. Variable(field << 3), .. Variable(value)];

    private static byte[] Text(int field, string value) => Message(field, Encoding.UTF8.GetBytes(value));

    private static byte[] Message(int field, byte[] value) => [.. Variable((field << 3) | 2), .. Variable(value.Length), .. value];

    private static List<byte> Variable(long value)
    {
        var bytes = new List<byte>();
        for (; value > 127; value >>= 7)
        {
            bytes.Add((byte)(value | 128));
        }

        bytes.Add((byte)value);
        return bytes;
    }
}
