using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests;

public sealed class EmittedCodeTests
{
    private const string Similarity = """
        /// <summary>The result.</summary>
        public sealed record SimilarityResult(double Similarity);

        public static class Embedding
        {
            /// <summary>Cosine similarity of two vectors.</summary>
            [Iii.IIIFunction("embedding::similarity")]
            public static SimilarityResult Similarity(double[]? a = null, double[]? b = null) => new(0);
        }
        """;

    private const string Orders = """
        using System.Collections.Generic;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Orders
        {
            public enum State : byte { Open, Closed = 7 }

            public class Line
            {
                public required string Item { get; init; }
                public int Qty { get; set; } = 1;
                public string? Note { get; init; }
                [JsonPropertyName("class")] public State State { get; set; }
                [JsonIgnore] public System.Type? Hidden { get; set; }
            }

            public readonly record struct Money(decimal Amount, string Currency = "EUR");

            public sealed record Order(string Id, List<Line> Lines, Dictionary<string, Money>? Prices = null, Order? Parent = null);

            public sealed class Service
            {
                [Iii.IIIFunction("orders::save", Description = "Saves an order"), Iii.HttpTrigger("PUT", "/orders/:id")]
                public async Task<Order> SaveAsync(Order order, Iii.IIIContext context, CancellationToken cancellationToken)
                {
                    await Task.Yield();
                    return order;
                }

                [Iii.IIIFunction("orders::delete"), Iii.HttpTrigger("DELETE", "/orders/:id")]
                public ValueTask @delete(string id, bool @force = false, State? state = State.Closed, char c = '\'', decimal d = 1.5m) => default;
            }
        }
        """;

    [Fact]
    public void A_function_with_parameters_by_name() => Snapshot.Verify(Generation.Of(Similarity).Files["Functions.Embedding.g.cs"], "ByName");

    [Fact]
    public void The_limits_of_a_function_are_told_only_where_there_are_some()
    {
        var limited = Generation.Of("""public static class C { [Iii.IIIFunction("a::b", MaxConcurrentCalls = 2, TimeLimitMs = 1_500)] public static int F() => 1; }""").Files["Functions.C.g.cs"];
        Assert.Contains("public override int MaxConcurrentCalls => 2;", limited, StringComparison.Ordinal);
        Assert.Contains("public override global::System.TimeSpan? TimeLimit => global::System.TimeSpan.FromMilliseconds(1500);", limited, StringComparison.Ordinal);
        var free = Generation.Of("""public static class C { [Iii.IIIFunction("a::b")] public static int F() => 1; }""").Files["Functions.C.g.cs"];
        Assert.DoesNotContain("MaxConcurrentCalls", free, StringComparison.Ordinal);
        Assert.DoesNotContain("TimeLimit", free, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_codec() => Snapshot.Verify(Generation.Of(Similarity).Files["Json.SimilarityResultJson.g.cs"], "RecordCodec");

    [Fact]
    public void The_registration() => Snapshot.Verify(Generation.Of(Orders).Files["Functions.Registration.g.cs"], "Registration");

    [Fact]
    public void Functions_of_an_instance_with_http_triggers() => Snapshot.Verify(Generation.Of(Orders).Files["Functions.Shop_Orders_Service.g.cs"], "InstanceWithHttp");

    [Fact]
    public void A_class_codec_with_every_kind_of_property() => Snapshot.Verify(Generation.Of(Orders).Files["Json.Shop_Orders_LineJson.g.cs"], "ClassCodec");

    [Theory]
    [InlineData(Similarity)]
    [InlineData(Orders)]
    public void Emitted_code_compiles_without_a_warning(string source)
    {
        var generation = Generation.Of(source);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void Names_that_look_alike_do_not_clash()
    {
        var generation = Generation.Of("""
            namespace A { public static class B_C { [Iii.IIIFunction("a::1")] public static int F(int x) => 1; [Iii.IIIFunction("a::2")] public static int F(string x) => 1; [Iii.IIIFunction("a::3")] public static int F2() => 1; } }
            namespace A_B { public static class C { [Iii.IIIFunction("<a>&::4")] public static System.Threading.Tasks.Task<int>? F() => null; } }
            public static class ORDERS { [Iii.IIIFunction("a::5")] public static int F() => 1; }
            public static class Orders { [Iii.IIIFunction("a::6"), Iii.HttpTrigger("GET", "/x"), System.Obsolete] public static string? F() => null; }
            """);
        Assert.Empty(generation.Ids);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void Emitted_code_is_the_same_each_time() => Assert.Equal(Generation.Of(Orders).Files, Generation.Of(Orders).Files);

    [Fact]
    public void An_unrelated_edit_runs_nothing_again()
    {
        var after = Generation.Of(Orders, "class Unrelated { }").With(1, "class Unrelated { int x; }");
        Assert.All(after.Steps, s => Assert.True(s.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{s.Step}: {s.Reason}"));
    }

    [Fact]
    public void An_edit_in_a_method_body_changes_no_emitted_file()
    {
        var before = Generation.Of(Similarity);
        var after = before.With(0, Similarity.Replace("new(0)", "new(1)", StringComparison.Ordinal));
        Assert.Equal(before.Files, after.Files);
        Assert.All(
            after.Steps.Where(s => s.Step is nameof(Infrastructure.TrackingNames.FunctionClasses) or nameof(Infrastructure.TrackingNames.JsonCodec)),
            s => Assert.True(s.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{s.Step}: {s.Reason}"));
    }
}
