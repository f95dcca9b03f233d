using System.Text.RegularExpressions;

namespace Iii.Generators.Tests.Observers;

/// <summary>Calls of Observe with a predicate are taken over, or refused with the reason.</summary>
public sealed class ObserveCallTests
{
    private const string Source = """
        using System; using Iii;
        public record Charge(int Amount, string Currency);
        public record Receipt(string Number);
        public static class Start
        {
            [IIIFunction("shop::pay")] public static Receipt Pay(Charge charge) => new("1");

            public static void Observe(IIIWorker worker, IIIClient? client, int limit, Func<Observed<Charge, Receipt>, bool> known)
            {
                const int Limit = 500;
                worker.Observe("payments::charge", "audit::record", (Observed<Charge, Receipt> call) => call.Input.Amount >= Limit);
                client?.Observe<Charge, object?>(new ObserverSource("payments::charge") { On = Outcomes.Complete }, "audit::all", static call => true, new ObserverOptions { MaxFires = 1 });
            }
        }
        """;

    [Fact]
    public void Observe_withALambda_isTakenOver()
    {
        var generation = Generation.Of(Source);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
        Snapshot.Verify(Regex.Replace(generation.Files["Observers.Interceptors.g.cs"], "InterceptsLocation\\(1, \"[^\"]+\"", "InterceptsLocation(1, \"...\""), "Interceptors");
    }

    [Theory]
    [InlineData("call) => call.Input.Amount >= Limit", "call) => call.Input.Amount >= limit", "III086", "limit")]
    [InlineData("(Observed<Charge, Receipt> call) => call.Input.Amount >= Limit", "known", "III095", "known")]
    [InlineData("call) => call.Input.Amount >= Limit", "call) => { var x = Limit; return call.Input.Amount > x; }", "III095", "(Observed<Charge, Receipt> call) => { var x = Limit; return call.Input.Amount > x; }")]
    [InlineData("\"payments::charge\", \"audit::record\", (Observed<Charge, Receipt> call) => call.Input.Amount >= Limit", "\"shop::pay\", \"audit::record\", (Observed<string, Receipt> call) => call.Input == \"x\"", "III090", "(Observed<string, Receipt> call) => call.Input == \"x\"")]
    public void Observe_notTranslatable_isReported(string text, string edited, string id, string at)
    {
        var generation = Generation.Of(Source.Replace(text, edited, StringComparison.Ordinal));
        var diagnostic = Assert.Single(generation.Diagnostics);
        Assert.Equal(id, diagnostic.Id);
        Assert.Equal(at, Generation.TextAt(diagnostic));
    }
}
