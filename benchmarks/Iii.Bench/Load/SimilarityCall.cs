using System.Globalization;
using System.Text;
using Iii.Bench.Wire;

namespace Iii.Bench.Load;

/// <summary>One call of <c>embedding::similarity</c> as a frame that is made once; only its id changes.</summary>
internal sealed class SimilarityCall
{
    public const string FunctionId = "embedding::similarity";

    private readonly byte[] _frame;
    private readonly int _idAt;

    public SimilarityCall(int elements, Random random)
    {
        var a = Vector(elements, random);
        var b = Vector(elements, random);
        Similarity = Cosine(a, b);

        // As the engine sends it, with the caller's id in the payload.
        var text = $$$"""{"type":"invokefunction","invocation_id":"{{{new string('0', CallId.Length)}}}","function_id":"{{{FunctionId}}}","data":{"_caller_worker_id":"5c0ffee0-0000-4000-8000-000000000000","a":[{{{Json(a)}}}],"b":[{{{Json(b)}}}]}}""";
        _frame = ServerFrame.Of(FrameKind.Text, Encoding.UTF8.GetBytes(text));
        _idAt = _frame.AsSpan().IndexOf(CallId.Marker) + CallId.Marker.Length;
    }

    /// <summary>The right answer.</summary>
    public double Similarity { get; }

    public ReadOnlySpan<byte> WithId(CallId id)
    {
        id.Write(_frame.AsSpan(_idAt, CallId.Length));
        return _frame;
    }

    // Full length numbers, as embedding models give them.
    private static double[] Vector(int elements, Random random) => [.. Enumerable.Range(0, elements).Select(_ => (random.NextDouble() * 2) - 1)];

    private static string Json(double[] vector) => string.Join(',', vector.Select(x => x.ToString("R", CultureInfo.InvariantCulture)));

    private static double Cosine(double[] a, double[] b) =>
        a.Zip(b, (x, y) => x * y).Sum() / (Math.Sqrt(a.Sum(x => x * x)) * Math.Sqrt(b.Sum(x => x * x)));
}
