using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests.Observers;

/// <summary>What is said of observers that cannot be meant, and where.</summary>
public sealed class ObserverDiagnosticTests
{
    private const string Surroundings = """
        using System; using Iii;
        public record Order(int Total, string Region) { public required string Id { get; init; } }
        public record Receipt(int Number);
        public static class Shop
        {
            [IIIFunction("shop::pay")] public static Receipt Pay(Order order) => new(1);
            [IIIFunction("shop::add")] public static int Add(int a, string b) => a;
            [IIIFunction("shop::clear")] public static void Clear() { }
        }

        """;

    [Theory]
    [InlineData("III080", """Observes("")""", "Observed<Order, Receipt> call", "\"\"", "is missing")]
    [InlineData("III080", """Observes("a b")""", "Observed<Order, Receipt> call", "\"a b\"", "white space")]
    [InlineData("III080", """Observes("a::")""", "Observed<Order, Receipt> call", "\"a::\"", "empty part")]
    [InlineData("III081", """Observes("x::y", MaxFires = 0)""", "", "0", "MaxFires of the observer of 'x::y' on 'C.F' is 0, but must be at least 1")]
    [InlineData("III081", """Observes("x::y", ExpiresInMs = -1)""", "", "-1", "ExpiresInMs")]
    [InlineData("III081", """Observes("x::y", MaxInFlight = 0)""", "", "0", "MaxInFlight")]
    [InlineData("III081", """Observes("x::y", On = 0)""", "", "0", "Outcomes.Success")]
    [InlineData("III081", """Observes("x::y", On = (Outcomes)4)""", "", "(Outcomes)4", "Outcomes.Success")]
    [InlineData("III081", """Observes("x::y", Capture = (Captures)64)""", "", "(Captures)64", "values of Captures")]
    [InlineData("III081", """Observes("x::y", Namespace = " ")""", "", "\" \"", "Namespace")]
    [InlineData("III082", """Observes("x::y", Metadata = "{")""", "", "\"{\"", "Metadata")]
    [InlineData("III082", """Observes("x::y", ArgsJson = "[1]")""", "", "\"[1]\"", "a JSON object")]
    [InlineData("III082", """Observes("x::y", ArgsJson = "{'a':1}")""", "", "\"{'a':1}\"", "ArgsJson")]
    [InlineData("III087", """Observes("x::y", When = "No")""", "", "\"No\"", "no such method")]
    [InlineData("III088", """Observes("x::y", Filter = "{}", When = "No")""", "", "\"{}\"", "has Filter and When")]
    [InlineData("III088", """Observes("x::y", ArgsJson = "{}", Args = "No")""", "", "\"{}\"", "has Args and ArgsJson")]
    [InlineData("III089", """Observes("x::y")""", "Order input, int other", "other", "the part of the call that it is named after: input, output, error, caller")]
    [InlineData("III089", """Observes("x::y")""", "Observed<Order, Receipt> call, int other", "other", "nothing is left for it")]
    [InlineData("III089", """Observes("x::y")""", "Observed<Order, Receipt> call, Observed<Order, Receipt> again", "again", "takes the envelope already")]
    [InlineData("III089", """Observes("x::y")""", "Order input, string error", "error", "'error' is an ObservedError")]
    [InlineData("III089", """Observes("x::y")""", "Order input, string caller", "caller", "'caller' is a Caller")]
    [InlineData("III089", """Observes("x::y", Capture = Captures.Input)""", "Order input, Receipt output", "output", "Capture does not name it. Add Captures.Output")]
    [InlineData("III089", """Observes("x::y", Capture = Captures.Output)""", "Order order", "order", "Add Captures.Input")]
    [InlineData("III089", """Observes("x::y", On = Outcomes.Complete)""", "Order input, Receipt output", "output", "a call that failed has no output")]
    [InlineData("III089", """Observes("x::y")""", "Order input, ObservedError error", "error", "a call that returned has no error")]
    [InlineData("III089", """Observes("x::y"), HttpTrigger("GET", "/x")""", "Observed<Order, Receipt> call", "call", "sends none")]
    [InlineData("III089", """Observes("x::y"), StateTrigger""", "Order input, Caller? caller", "input", "sends none")]
    [InlineData("III090", """Observes("shop::pay")""", "Observed<string, Receipt> call", "call", "The input of 'shop::pay' is no string: 'input' is an object there, and a string here")]
    [InlineData("III090", """Observes("shop::pay")""", "Observed<Order, int[]> call", "call", "The output of 'shop::pay'")]
    [InlineData("III090", """Observes("shop::pay")""", "Wrong order", "order", "'input.total' is a number there, and an array here")]
    [InlineData("III090", """Observes("shop::pay")""", "Lacking order", "order", "'input.other' is required here, and there is no such member there")]
    [InlineData("III090", """Observes("shop::add")""", "AddsText input", "input", "'input.a' is a number there, and an object here")]
    [InlineData("III090", """Observes("shop::clear")""", "Observed<object, int> call", "call", "the function returns nothing")]
    [InlineData("III091", """Observes("c::f")""", "", "\"c::f\"", "observes itself")]
    [InlineData("III093", """Observes("x::y"), Observes("x::y")""", "", """Observes("x::y")""", "more than once")]
    [InlineData("III094", """Observes("x::y", Args = nameof(Number))""", "", "nameof(Number)", "a JSON object")]
    [InlineData("III094", """Observes("x::y", Args = nameof(Hidden))""", "", "nameof(Hidden)", "make it internal")]
    [InlineData("III094", """Observes("x::y", Args = nameof(Set))""", "", "nameof(Set)", "not readonly")]
    [InlineData("III094", """Observes("x::y", Args = "None")""", "", "\"None\"", "no such field")]
    public void Observes_mistaken_isReportedWhereItStands(string id, string attributes, string parameters, string at, string reason)
    {
        var generation = Generation.Of(Surroundings + $$"""
            public record Wrong(int[] Total);
            public record Lacking { public required string Other { get; init; } }
            public record AddsText(Order A);
            public static class C
            {
                internal static readonly int Number = 1; private static readonly Order Hidden = null!; internal static Order Set = null!;
                [IIIFunction("c::f"), {{attributes}}] public static void F({{parameters}}) { }
            }
            """);
        Assert.Equal([id], generation.Ids.Distinct());
        var diagnostic = generation.Diagnostics[0];
        Assert.Equal(at, Generation.TextAt(diagnostic));
        Assert.Contains(reason, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""Observes("engine::on-workers-changed")""", "System.Text.Json.JsonElement change")]
    [InlineData("""Observes("shop::pay")""", "Observed<Slim, object?> call")]
    [InlineData("""Observes("shop::add")""", "Observed<Adds, int> call")]
    [InlineData("""Observes("shop::clear")""", "Observed<object?, Receipt?> call")]
    [InlineData("""Observes("shop::pay", On = Outcomes.Complete)""", "Order input, Receipt? output = null, ObservedError? error = null")]
    [InlineData("""Observes("shop::pay"), StateTrigger""", "System.Text.Json.JsonElement payload")]
    [InlineData("""Observes("c::f", Namespace = "other")""", "")]
    [InlineData("""Observes("x::y"), Observes("x::y", On = Outcomes.Error)""", "")]
    [InlineData("""Observes("x::y"), Trigger("own")""", "Observed<Order, Receipt> call")]
    public void Observes_fitting_isNotReported(string attributes, string parameters)
    {
        var generation = Generation.Of(Surroundings + $$"""
            public record Slim(int Total);
            public record Adds(int A);
            public static class C { [IIIFunction("c::f"), {{attributes}}] public static void F({{parameters}}) { } }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
    }

    [Fact]
    public void Observers_inACircle_areReported()
    {
        var generation = Generation.Of("""
            using Iii;
            public static class C
            {
                [IIIFunction("c::a"), Observes("c::c")] public static void A() { }
                [IIIFunction("c::b"), Observes("c::a")] public static void B() { }
                [IIIFunction("c::c"), Observes("c::b")] public static void C1() { }
                [IIIFunction("c::d"), Observes("c::a")] public static void D() { }
            }
            """);
        Assert.Equal(["III092", "III092", "III092"], generation.Ids);
        Assert.Contains(generation.Diagnostics, d => d.GetMessage(null).Contains("'c::a' runs after 'c::c', which runs after it in turn: c::c → c::a → c::b → c::c. The engine stops", StringComparison.Ordinal));
        Assert.All(generation.Diagnostics, d => Assert.Equal(DiagnosticSeverity.Warning, d.Severity));
    }

    [Fact]
    public async Task Observes_onNoFunction_isReported()
    {
        var diagnostic = Assert.Single(await Analysis.OfAsync("""using Iii; public static class C { [Observes("x::y")] public static void F() { } }"""), d => d.Id == "III038");
        Assert.Contains("'F' has [Observes] and no [IIIFunction]", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }
}
