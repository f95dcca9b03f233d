using CsCheck;

namespace Iii.Generators.Tests;

/// <summary>Code is broken most of the time, while somebody types it: the generators say nothing then or something right, and never fail.</summary>
public sealed class BrokenCodeTests
{
    private const string Source = """
        using System;
        using System.Collections.Generic;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using System.Threading;
        using System.Threading.Tasks;
        using Iii;
        namespace Shop.Größe;
        [JsonConverter(typeof(JsonStringEnumConverter<Kind>))] public enum Kind : byte { A, [JsonStringEnumMemberName("bé")] B = 7 }
        [JsonPolymorphic(TypeDiscriminatorPropertyName = "$k"), JsonDerivedType(typeof(Circle), "c"), JsonDerivedType(typeof(Square), 2)] public abstract class Shape { [JsonInclude] private int id; }
        public sealed class Circle : Shape { [JsonPropertyName("r")] public required double Radius { get; init; } }
        public sealed class Square : Shape, IJsonOnDeserialized { [JsonPropertyOrder(-1)] public decimal Side { get; set; } = 3m; public void OnDeserialized() { } [JsonExtensionData] public Dictionary<string, JsonElement>? Rest { get; set; } }
        public readonly record struct Point<T>(T X, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] T? Y = default) where T : struct;
        [JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)] public record Order(string Id, List<Point<int>?> Points, Dictionary<Guid, Shape[]> Shapes, Kind Kind = Kind.B, params object[] rest);
        public class Own : SortedSet<string>; 
        [Obsolete("old")] public partial class Functions(TimeProvider time)
        {
            /// <summary>Adds & <c>more</c></summary>
            [IIIFunction(Id = "a::b", Description = "x"), HttpTrigger("PUT", "/orders/:id/:kind", ConditionFunctionId = "c::d", MiddlewareFunctionIds = ["m", "n"])]
            public async Task<HttpResponse<Order?>> PutAsync(string id, Kind kind, [FromPayload("q")] int quantity = 1 + 2, bool? force = null, CancellationToken stop = default) => await Task.FromResult(HttpResponse.Ok<Order?>(null));
            [IIIFunction("a::e"), CronTrigger("0 */5 1-5/2 ? JAN MON-FRI 2030"), QueueTrigger("t", Mode = QueueMode.Fifo, MaxRetries = 3), StateTrigger("s", Key = "k"), LogTrigger(LogTriggerLevel.Warn), Trigger("x", "{ \"a\": [1, \"\\u00e9\"] }")]
            public static void On(StateChange<int?> change) { }
            [IIIFunction("a::c")] public static ValueTask<Own?> Get(Order order, IIIContext context, in int x) => default;
            [IIIFunction(nameof(Functions) + "::d")] internal static void Nothing(HttpRequest<Shape> request) => IIIJson.Serialize(new { A = 1 });
            public Task<T?> Call<[IIIJson] T>(IIIClient client) => client?.CallAsync<Order, T>("x::y", new Order("", [], []))!;
            public Func<byte[], Order?> Reader => b => IIIJson.Deserialize<Order>(b);
        }
        """;

    private const string Fixable = """
        using System.Threading.Tasks;
        using Iii;
        public class Shop
        {
            // Gets it.
            [IIIFunction("a b"), HttpTrigger("GTE", "/x/{id}"), CronTrigger("0 3 * * *")] private static async void F(string context) => await Task.Yield();
            [IIIFunction("a::b"), HttpTrigger("GET", "/x/:id"), QueueTrigger("t", MaxPriority = 256), LogTrigger, LogTrigger] public static Task G(System.Drawing.Point p, StateChange<int> s) { using var m = new System.IO.MemoryStream(); return m.FlushAsync(); }
            [IIIFunction("a::b")] protected Task H() => Task.CompletedTask;
            [LogTrigger] static byte[] J<T>(T value) => IIIJson.Serialize(value);
            static void Map(IIIWorker w) { w.MapFunction("x", (int a) => a); w.MapFunction("x", (int a) => a); }
        }
        """;

    private static readonly string[] s_scraps =
        ["", " ", "\"", "{", "}", "(", ")", "<", ">", "[", "]", ",", ";", ".", "?", "new", "class ", "record ", "ref ", "params ", "file ", "static ", "T", "::", "null", "typeof(", "@", "\\u00e9", "\"\"\"", "#if X\n", "/*", "//", "= 1", "[JsonConverter(new[] { 1 })]", "[IIIFunction(", "async ", "where T : ", "dynamic "];

    [Fact]
    public void Whatever_is_cut_away_or_typed_in_between_the_generators_live() =>
        Gen.Select(Gen.Int[0, Source.Length - 1], Gen.Int[0, 40], Gen.Int[0, s_scraps.Length - 1]).Sample(
            (at, cut, scrap) => Generation.Of(Source.Remove(at, Math.Min(cut, Source.Length - at)).Insert(at, s_scraps[scrap])),
            iter: 400);

    [Fact]
    public Task The_analyzers_live_as_well() =>
        Gen.Select(Gen.Int[0, Source.Length - 1], Gen.Int[0, 40], Gen.Int[0, s_scraps.Length - 1]).SampleAsync(
            (at, cut, scrap) => Analysis.OfAsync(Source.Remove(at, Math.Min(cut, Source.Length - at)).Insert(at, s_scraps[scrap])),
            iter: 60);

    [Fact]
    public Task The_fixes_live_as_well() =>
        Gen.Select(Gen.Int[0, Fixable.Length - 1], Gen.Int[0, 40], Gen.Int[0, s_scraps.Length - 1]).SampleAsync(
            async (at, cut, scrap) =>
            {
                var project = Fixes.FixedProject.Of(Fixable.Remove(at, Math.Min(cut, Fixable.Length - at)).Insert(at, s_scraps[scrap]));
                foreach (var id in (await project.DiagnosticsAsync()).Select(CodeFixes.CodeFix.IdOf).OfType<string>().Distinct())
                {
                    foreach (var offer in await project.OffersAsync(id))
                    {
                        try
                        {
                            Assert.NotEmpty(await offer.Action.GetOperationsAsync(CancellationToken.None));
                        }
                        catch (InvalidOperationException e) when (e.StackTrace!.Contains("at Microsoft.CodeAnalysis.Formatting.", StringComparison.Ordinal) && !e.StackTrace.Contains("at Iii.Generators.CodeFixes.", StringComparison.Ordinal))
                        {
                            // The compiler's own formatter, which lays out every fix of anybody afterwards, can not take some of what is broken.
                        }
                    }
                }
            },
            iter: 40);

    [Fact]
    public void A_file_of_ten_megabytes_is_taken_like_any_other()
    {
        var source = new System.Text.StringBuilder("using Iii;\npublic static class C\n{\n    [IIIFunction(\"a::b\")] public static int F(int x) => x;\n");
        var comment = "    // " + new string('ü', 500) + "\n    public const string S";
        for (var i = 0; source.Length < 10 << 20; i++)
        {
            source.Append(comment).Append(i).Append(" = \"").Append('x', 500).Append("\";\n");
        }

        var generation = Generation.Of(source.Append("    [IIIFunction(\"a::b\")] private static int G(int x").ToString());
        Assert.Equal(["III001", "III001", "III005"], generation.Ids.Where(i => i.StartsWith("III", StringComparison.Ordinal)));
    }

    [Fact]
    public void Code_that_ends_in_the_middle_of_a_line_breaks_nothing()
    {
        for (var length = Source.IndexOf("[JsonConverter", StringComparison.Ordinal); length < Source.Length; length += 37)
        {
            Generation.Of(Source[..length]);
        }
    }
}
