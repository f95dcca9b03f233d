namespace Iii.Generators.Tests;

/// <summary>Calls of MapFunction that the generator can not see are errors, and others are none.</summary>
public sealed class MappedCallTests
{
    private const string Hosts = """
        public sealed class Host
        {
            public static Host Start(System.Action<Iii.IIIWorker> register) => new();

            public void Add(System.Action<Iii.IIIWorker> register) { }
        }

        public static class Functions
        {
            [Iii.IIIFunction("own::f", Description = "Does")]
            public static int F(int x) => x;
        }
        """;

    [Theory]
    [InlineData("var host = Host.Start(w => w.AddFunctions()); host.Add(w => w.MapFunction(\"a::b\", (int x) => x));")]
    [InlineData("Host host = Host.Start(w => w.AddFunctions()); host.Add((Iii.IIIWorker w) => w.MapFunction(\"a::b\", (int x) => x));")]
    [InlineData("Host.Start(w => { w.AddFunctions(); w.MapFunction(\"a::b\", (int x) => x); });")]
    [InlineData("Host.Start(w => w.AddFunctions().MapFunction(\"a::b\", (int x) => x));")]
    public async Task A_call_is_taken_over_or_an_error(string statements)
    {
        var generation = Generation.Of(Hosts, $$"""using Iii; public static class Program { public static void Run() { {{statements}} } }""");
        Assert.DoesNotContain(generation.CompilerMessages, m => m.Contains("error", StringComparison.Ordinal));
        var isTakenOver = generation.Files.Values.Any(f => f.Contains("InterceptsLocation", StringComparison.Ordinal));
        var ids = (await Analysis.OfAsync(generation.Output)).Select(d => d.Id);
        Assert.Equal(isTakenOver ? [] : ["III023"], ids.Where(i => i is "III023"));
    }

    [Theory]
    [InlineData("var host = Host.Start(w => w.AddFunctions()); host.Add((Iii.IIIWorker w) => w.MapFunction(\"a::b\", (int x) => x));")]
    [InlineData("Host host = Host.Start(w => w.AddFunctions()); host.Add(w => w.MapFunction(\"a::b\", (int x) => x));")]
    public void What_the_page_says_mends_it(string statements)
    {
        var generation = Generation.Of(Hosts, $$"""using Iii; public static class Program { public static void Run() { {{statements}} } }""");
        Assert.Contains(generation.Files.Values, f => f.Contains("InterceptsLocation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_generators_chain_is_such_a_call()
    {
        var generation = Generation.Of(Hosts, """using Iii; public static class Program { public static void Run() => Host.Start(w => w.AddFunctions().MapFunction("a::b", (int x) => x)); }""");
        var found = Assert.Single(await Analysis.OfAsync(generation.Output), d => d.Id == "III023");
        Assert.Equal("MapFunction", found.Location.SourceTree!.GetText(CancellationToken.None).ToString(found.Location.SourceSpan));
    }
}
