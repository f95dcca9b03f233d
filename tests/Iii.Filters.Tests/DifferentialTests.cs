using CsCheck;
using Iii.Filters.Oracle;

namespace Iii.Filters.Tests;

/// <summary>Compares the library with an evaluator on a DOM. A million pairs are a command of Iii.Fuzz.</summary>
public sealed class DifferentialTests
{
    [Fact]
    public void Matches_randomPairs_areTheVerdictsOfADom() =>
        Gen.Int[0, int.MaxValue / 2].Sample(seed => { Differential.Run(seed, 100); }, iter: 100);

    [Fact]
    public void RandomPairs_manyMatchAndManyDoNot() => Assert.InRange(Differential.Run(1, 2000), 500, 1500);
}
