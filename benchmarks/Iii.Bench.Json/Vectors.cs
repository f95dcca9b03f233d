namespace Iii.Bench.Json;

/// <summary>Two embeddings that are to be compared.</summary>
internal sealed record Vectors(double[] A, double[] B);
