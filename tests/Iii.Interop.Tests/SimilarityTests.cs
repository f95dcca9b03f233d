using Iii.Samples.Similarity;

namespace Iii.Interop.Tests;

/// <summary>The sample's function gives what the Python worker gives.</summary>
public sealed class SimilarityTests
{
    [Theory]
    [InlineData(new double[] { 1, 2 }, new double[] { 2, 4 }, 1)]
    [InlineData(new double[] { 1, 0 }, new double[] { 0, 1 }, 0)]
    [InlineData(new double[] { 1, 0 }, new double[] { -2, 0 }, -1)]
    [InlineData(new double[] { }, new double[] { }, 0)]
    [InlineData(new double[] { 1 }, new double[] { 1, 2 }, 0)]
    [InlineData(new double[] { 0, 0 }, new double[] { 1, 2 }, 0)]
    [InlineData(null, new double[] { 1 }, 0)]
    [InlineData(new double[] { 1 }, null, 0)]
    public void Similarity_twoVectors_isTheCosineAndZeroWhereThereIsNone(double[]? a, double[]? b, double similarity) =>
        Assert.Equal(similarity, SimilarityFunctions.Similarity(a, b).Similarity, 12);
}
