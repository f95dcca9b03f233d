using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests.Observers;

/// <summary>[Observes]: what is emitted for it.</summary>
public sealed class ObservesTests
{
    private const string Source = """
        using System.Text.Json; using System.Threading; using System.Threading.Tasks;
        using Iii;

        namespace Shop
        {
            public sealed record Charge(int Amount, string Currency);
            public sealed record Receipt(string Number);
            public sealed record Route(string Site, int? Priority);

            public static class Alerts
            {
                internal static readonly Route North = new("north", null);

                [IIIFunction("alerts::large-charge")]
                [Observes("payments::charge", When = nameof(IsLarge), On = Outcomes.Complete, MaxFires = 100, MaxInFlight = 4)]
                [Observes("payments::refund", Namespace = "emea", Filter = "{ \"input.amount\": { \"$gte\": 500 } }", Metadata = "{ \"team\": \"risk\" }", ExpiresInMs = 60000)]
                public static Task OnLargeCharge(Observed<Charge, Receipt> call, [FromMetadata] string? team, CancellationToken token) => Task.CompletedTask;

                private static bool IsLarge(Observed<Charge, Receipt> call) => call.Input.Amount >= 500 && call.Input.Currency != "TST";

                [IIIFunction("alerts::failed"), Observes("payments::charge", On = Outcomes.Error)]
                public static void OnFailed(Charge input, ObservedError error, Caller? caller, IIIContext context) { }

                [IIIFunction("alerts::seen"), Observes("meter::on-reading", Args = nameof(North)), Observes("meter::on-alarm", ArgsJson = "{ \"site\": \"south\" }"), QueueTrigger("charges")]
                public static void OnCharge(Charge charge) { }

                [IIIFunction("alerts::counted"), Observes("payments::charge")]
                public static void OnAny() { }

                [IIIFunction("alerts::paid"), Observes("payments::charge", On = Outcomes.Complete)]
                public static void OnPaid(Receipt? output, int input = 5) { }
            }
        }
        """;

    [Fact]
    public void Observes_everyForm_isEmitted()
    {
        var generation = Generation.Of(Source);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
        Snapshot.Verify(generation.Files["Functions.Shop_Alerts.g.cs"], "EveryForm");
    }

    [Fact]
    public void Observed_withoutObserves_takesAnEnvelope()
    {
        var generation = Generation.Of("""
            using Iii;
            public static class C { [IIIFunction("a::b")] public static void F(Observed<int, string> call) { } }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
        Assert.Contains("ObservedEnvelope.Read<int, global::Iii.Generated.Int32Json, string, global::Iii.Generated.StringJson>(call)", generation.Files["Functions.C.g.cs"], StringComparison.Ordinal);
        Assert.DoesNotContain("Observers", generation.Files["Functions.C.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Observes_onAMappedHandler_isEmitted()
    {
        var generation = Generation.Of("""
            using Iii;
            public static class Start { public static void Map(IIIWorker worker) => worker.MapFunction("a::b", [Observes("shop::pay", MaxFires = 1)] (Observed<int, string> call) => call.Input); }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
        Assert.Contains("MaxFires = 1,", generation.Files["Functions.Mapped.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void Observed_serialized_hasACodec()
    {
        var generation = Generation.Of("""
            using Iii;
            public record A(int B);
            public static class C { public static byte[] F(Observed<A, A?> call) => IIIJson.Serialize(call); }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
        Assert.Contains(generation.Files.Values, f => f.Contains("ObservedJson<", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Amount >= 500", "Amount >= 501", "Functions.Shop_Alerts.g.cs")]
    [InlineData("public static void OnAny() { }", "public static void OnAny() { var x = 1; }", "")]
    [InlineData("nameof(IsLarge), On", "nameof( IsLarge ), On", "")]
    public void Edit_ofAPredicateOrABody_emitsWhatChanges(string text, string edited, string files)
    {
        var before = Generation.Of(Source);
        var after = before.With(0, Source.Replace(text, edited, StringComparison.Ordinal));
        var old = before.Driver.GetRunResult().Results.SelectMany(r => r.GeneratedSources).ToDictionary(s => s.HintName, s => s.SourceText);
        var changed = after.Driver.GetRunResult().Results.SelectMany(r => r.GeneratedSources).Where(s => !ReferenceEquals(old[s.HintName], s.SourceText)).Select(s => s.HintName);
        Assert.Equal(files, string.Join(",", changed));
    }
}
