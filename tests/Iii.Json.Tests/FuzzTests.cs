using Iii.Fuzz;

namespace Iii.Json.Tests;

/// <summary>What takes bytes from a stranger takes those of the kept corpus, and some thousands that are made from them. `fuzz/Iii.Fuzz` goes on for as long as one likes.</summary>
public sealed class FuzzTests
{
    private const int Inputs = 20_000;

    // Each takes a connection of its own.
    private const int Sessions = 500;

    [Theory]
    [InlineData("frames", Inputs)]
    [InlineData("websocket", Inputs)]
    [InlineData("readers", Inputs)]
    [InlineData("filters", Inputs)]
    [InlineData("filter-evaluation", Inputs)]
    [InlineData("engine-session", Sessions)]
    [InlineData("worker-session", Sessions)]
    public void Nothing_breaks_a_rule(string name, int count)
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
        for (var i = 0; i < count; i++)
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
