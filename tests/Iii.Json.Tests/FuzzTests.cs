using Iii.Fuzz;

namespace Iii.Json.Tests;

/// <summary>What takes bytes from a stranger takes those of the kept corpus, and some thousands that are made from them. `fuzz/Iii.Fuzz` goes on for as long as one likes.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 20_000;

    [Theory]
    [InlineData("frames")]
    [InlineData("websocket")]
    [InlineData("readers")]
    [InlineData("filters")]
    [InlineData("filter-evaluation")]
    public void Nothing_breaks_a_rule(string name)
    {
        var target = FuzzTargets.All[name];
        var corpus = Corpora.Of(name);
        Assert.NotEmpty(corpus);
        foreach (var input in corpus)
        {
            target(input);
        }

        var seed = Environment.TickCount;
        var mutations = new Mutations(corpus, seed);
        for (var i = 0; i < Inputs; i++)
        {
            var input = mutations.Next();
            try
            {
                target(input);
            }
            catch (Exception e)
            {
                Assert.Fail($"Input {i} of seed {seed}, {Convert.ToHexString(input)}: {e}");
            }
        }
    }
}
