using Microsoft.CodeAnalysis;

namespace Iii.Generators.Tests.Observers;

/// <summary>What predicates in C# become as filters, and what is said of those that cannot become one.</summary>
public sealed class PredicateTests
{
    private const string Surroundings = """
        using System; using System.Collections.Generic; using System.Collections.Immutable; using System.Linq; using System.Text.Json; using System.Text.Json.Serialization; using Iii;

        public enum Level { Low, High = 5 }
        [JsonConverter(typeof(JsonStringEnumConverter<Color>))] public enum Color { Red, [JsonStringEnumMemberName("sea blue")] Blue, Azure = 1 }
        public record Item(string Sku, int Count, bool IsGift, string[]? Tags, Item? Part);
        public record Customer(string Name, int Age, int? Score, Customer? Referrer);
        public class Payment
        {
            public int Amount { get; set; }
            public string Currency { get; set; } = "";
            public string? Note { get; set; }
            public double Rate { get; set; }
            public float Weight { get; set; }
            public decimal Price { get; set; }
            public decimal? Tip { get; set; }
            public long Serial { get; set; }
            public int? Points { get; set; }
            public bool IsTest { get; set; }
            public bool? IsPaid { get; set; }
            public char Grade { get; set; }
            public Level Level { get; set; }
            public Color Color { get; set; }
            public Color? Trim { get; set; }
            public Guid Id { get; set; }
            public DateOnly Day { get; set; }
            public DateTime At { get; set; }
            public Customer? Customer { get; set; }
            public Customer Owner { get; set; } = null!;
            public Item[] Items { get; set; } = [];
            public List<string>? Labels { get; set; }
            public Dictionary<string, string> Map { get; set; } = [];
            [JsonPropertyName("odd.name")] public int Odd { get; set; }
            [JsonIgnore] public bool IsLarge => Amount > 500;
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Left { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public int Zero { get; set; }
            [JsonNumberHandling(JsonNumberHandling.WriteAsString)] public int Quoted { get; set; }
            public Point Place { get; set; }
            [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] public Point Origin { get; set; }
        }

        public record Receipt(string Number, int Total);
        public record struct Point(int X);
        """;

    [Theory]
    [InlineData("true", null)]
    [InlineData("false", """{"$not":{}}""")]
    [InlineData("c.Input.Amount >= 500 && c.Input.Currency != \"TST\"", """{"input.amount":{"$gte":500},"input.currency":{"$ne":"TST"}}""")]
    [InlineData("c.Input.Amount == 5", """{"input.amount":{"$eq":5}}""")]
    [InlineData("5 < c.Input.Amount", """{"input.amount":{"$gt":5}}""")]
    [InlineData("c.Input.Amount > 1 && c.Input.Amount <= Limit", """{"input.amount":{"$gt":1,"$lte":900}}""")]
    [InlineData("c.Input.Currency == \"EUR\" || c.Input.Currency == \"USD\"", """{"input.currency":{"$in":["EUR","USD"]}}""")]
    [InlineData("c.Input.Currency != \"TST\"", """{"input.currency":{"$exists":true,"$ne":"TST"}}""")]
    [InlineData("!(c.Input.Amount < 5)", """{"input":{"$ne":null},"$not":{"input.amount":{"$lt":5}}}""")]
    [InlineData("c.Input.IsTest", """{"input.isTest":{"$eq":true}}""")]
    [InlineData("!c.Input.IsTest", """{"input.isTest":{"$exists":true,"$ne":true}}""")]
    [InlineData("c.Input.IsPaid == true", """{"input.isPaid":{"$eq":true}}""")]
    [InlineData("c.Input.IsPaid ?? true", """{"input.isPaid":{"$in":[true,null]}}""")]
    [InlineData("c.Input.Note == null", """{"input.note":{"$eq":null}}""")]
    [InlineData("c.Input.Note is not null", """{"input.note":{"$exists":true,"$ne":null}}""")]
    [InlineData("c.Input.Left == null", """{"input":{"$ne":null},"$or":[{"input.left":{"$eq":null}},{"input.left":{"$exists":false}}]}""")]
    [InlineData("c.Input.Zero == 0", """{"input":{"$ne":null},"$or":[{"input.zero":{"$eq":0}},{"input.zero":{"$exists":false}}]}""")]
    [InlineData("c.Input.Zero > 3", """{"input.zero":{"$gt":3}}""")]
    [InlineData("c.Input.Customer!.Age > 17", """{"input.customer.age":{"$gt":17}}""")]
    [InlineData("c.Input.Customer!.Age != 17", """{"input.customer.age":{"$exists":true,"$ne":17}}""")]
    [InlineData("c.Input.Customer?.Age > 17", """{"input.customer.age":{"$gt":17}}""")]
    [InlineData("c.Input.Customer?.Age != 17", """{"input.customer.age":{"$ne":17},"input":{"$ne":null}}""")]
    [InlineData("c.Input.Customer?.Referrer?.Name == \"Ada\"", """{"input.customer.referrer.name":{"$eq":"Ada"}}""")]
    [InlineData("c.Input.Customer is { Age: > 17, Name: \"Ada\" or \"Bob\" }", """{"input.customer.age":{"$gt":17},"input.customer.name":{"$in":["Ada","Bob"]}}""")]
    [InlineData("c.Input.Customer is { Referrer.Age: 5 }", """{"input.customer.referrer.age":{"$eq":5}}""")]
    [InlineData("c.Input.Customer is { } who && who.Name != \"Ada\"", """{"input.customer":{"$exists":true,"$ne":null},"input.customer.name":{"$ne":"Ada"}}""")]
    [InlineData("c.Input.Amount is > 5 and < 10 or 20", """{"$or":[{"input.amount":{"$gt":5,"$lt":10}},{"input.amount":{"$eq":20}}]}""")]
    [InlineData("c.Input.Amount is not (5 or 6)", """{"input.amount":{"$exists":true,"$nin":[5,6]}}""")]
    [InlineData("c.Input.Points > 3", """{"input.points":{"$gt":3}}""")]
    [InlineData("c.Input.Points!.Value != 3", """{"input.points":{"$exists":true,"$nin":[3,null]}}""")]
    [InlineData("c.Input.Points.HasValue", """{"input.points":{"$exists":true,"$ne":null}}""")]
    [InlineData("(c.Input.Points ?? 7) > 5", """{"$or":[{"input.points":{"$gt":5}},{"input.points":{"$eq":null}}]}""")]
    [InlineData("(c.Input.Note ?? \"\") == \"\"", """{"input.note":{"$in":["",null]}}""")]
    [InlineData("string.IsNullOrEmpty(c.Input.Note)", """{"input.note":{"$in":["",null]}}""")]
    [InlineData("c.Input.Note!.Length > 0", """{"input.note":{"$exists":true,"$nin":["",null]}}""")]
    [InlineData("c.Input.Currency.StartsWith(\"E\", StringComparison.Ordinal)", """{"input.currency":{"$prefix":"E"}}""")]
    [InlineData("c.Input.Currency.StartsWith('E')", """{"input.currency":{"$prefix":"E"}}""")]
    [InlineData("string.Equals(c.Input.Note, \"a\", StringComparison.Ordinal)", """{"input.note":{"$eq":"a"}}""")]
    [InlineData("\"a\".Equals(c.Input.Note)", """{"input.note":{"$eq":"a"}}""")]
    [InlineData("new[] { \"EUR\", \"USD\" }.Contains(c.Input.Currency)", """{"input.currency":{"$in":["EUR","USD"]}}""")]
    [InlineData("s_currencies.Contains(c.Input.Currency)", """{"input.currency":{"$in":["EUR","CHF"]}}""")]
    [InlineData("!s_set.Contains(c.Input.Amount)", """{"input.amount":{"$exists":true,"$nin":[1,2]}}""")]
    [InlineData("s_immutable.Contains(c.Input.Amount)", """{"input.amount":{"$in":[3,4]}}""")]
    [InlineData("new string?[] { \"a\", null }.Contains(c.Input.Note)", """{"input.note":{"$in":["a",null]}}""")]
    [InlineData("c.Input.Labels!.Contains(\"vip\")", """{"input.labels":{"$any":{"$eq":"vip"}}}""")]
    [InlineData("c.Input.Items.Any(i => i.Sku.StartsWith(\"GIFT-\", StringComparison.Ordinal))", """{"input.items":{"$any":{"@.sku":{"$prefix":"GIFT-"}}}}""")]
    [InlineData("c.Input.Items.Any(i => i.IsGift && i.Count > 2)", """{"input.items":{"$any":{"@.isGift":{"$eq":true},"@.count":{"$gt":2}}}}""")]
    [InlineData("c.Input.Items.Any(i => i.Tags != null && i.Tags.Any(t => t == \"x\"))", """{"input.items":{"$any":{"@.tags":{"$any":{"$eq":"x"}}}}}""")]
    [InlineData("c.Input.Items.All(i => i.Count > 0)", """{"input.items":{"$exists":true,"$ne":null},"$not":{"input.items":{"$any":{"$not":{"@.count":{"$gt":0}}}}}}""")]
    [InlineData("c.Input.Items.Any()", """{"input.items":{"$any":{}}}""")]
    [InlineData("c.Input.Items.Length == 0", """{"input.items":{"$eq":[]}}""")]
    [InlineData("c.Input.Items.Length > 2", """{"input.items.2":{"$exists":true}}""")]
    [InlineData("c.Input.Labels?.Any(l => l == \"x\") == true", """{"input.labels":{"$any":{"$eq":"x"}}}""")]
    [InlineData("c.Input.Items[0].Sku == \"a\"", """{"input.items.0.sku":{"$eq":"a"}}""")]
    [InlineData("c.Input.Map[\"env\"] == \"prod\"", """{"input.map.env":{"$eq":"prod"}}""")]
    [InlineData("c.Input.Map.ContainsKey(\"a.b\")", """{"input.map.a\\.b":{"$exists":true}}""")]
    [InlineData("c.Input.Place.X == 0", """{"input.place.x":{"$eq":0}}""")]
    [InlineData("c.Input.Odd == 1", """{"input.odd\\.name":{"$eq":1}}""")]
    [InlineData("c.Input.Level == Level.High", """{"input.level":{"$eq":5}}""")]
    [InlineData("c.Input.Level >= Level.High", """{"input.level":{"$gte":5}}""")]
    [InlineData("c.Input.Color == Color.Red", """{"input.color":{"$eq":"Red"}}""")]
    [InlineData("c.Input.Color is Color.Blue", """{"input.color":{"$in":["sea blue","Azure"]}}""")]
    [InlineData("c.Input.Trim != Color.Red", """{"input.trim":{"$exists":true,"$ne":"Red"}}""")]
    [InlineData("c.Input.Grade == 'A'", """{"input.grade":{"$eq":"A"}}""")]
    [InlineData("c.Input.Grade >= 'A'", """{"input.grade":{"$gte":"A"}}""")]
    [InlineData("c.Input.Rate > 0.1", """{"input.rate":{"$gt":0.1}}""")]
    [InlineData("c.Input.Rate < 1e-7", """{"input.rate":{"$lt":1e-7}}""")]
    [InlineData("c.Input.Rate >= 500", """{"input.rate":{"$gte":500}}""")]
    [InlineData("c.Input.Weight > 0.1f", """{"input.weight":{"$gt":0.1}}""")]
    [InlineData("c.Input.Weight > 0.5", """{"input.weight":{"$gt":0.5}}""")]
    [InlineData("(double)c.Input.Price >= 99.5", """{"input.price":{"$gte":99.5}}""")]
    [InlineData("c.Input.Serial < 9007199254740991", """{"input.serial":{"$lt":9007199254740991}}""")]
    [InlineData("c.Input.Id == s_id", """{"input.id":{"$eq":"5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11"}}""")]
    [InlineData("c.Input.Day >= s_day", """{"input.day":{"$gte":"2026-01-31"}}""")]
    [InlineData("c.Status == InvocationStatus.Error", """{"error":{"$exists":true}}""")]
    [InlineData("c.Status is InvocationStatus.Success", """{"error":{"$exists":false}}""")]
    [InlineData("c.Error!.Code == \"DECLINED\"", """{"error.code":{"$eq":"DECLINED"}}""")]
    [InlineData("c.Error?.Code != \"DECLINED\"", """{"error.code":{"$ne":"DECLINED"}}""")]
    [InlineData("c.Output is { Total: > 5 }", """{"output.total":{"$gt":5}}""")]
    [InlineData("c.Output!.Total != 5", """{"output.total":{"$exists":true,"$ne":5}}""")]
    [InlineData("c.Caller?.WorkerName != \"audit\"", """{"caller.worker_name":{"$ne":"audit"}}""")]
    [InlineData("c.Metadata == null", """{"$or":[{"metadata":{"$eq":null}},{"metadata":{"$exists":false}}]}""")]
    [InlineData("c.HasOutput", """{"output":{"$exists":true}}""")]
    [InlineData("IsBig(c) && IsNamed(c.Input.Currency)", """{"input.amount":{"$gt":100},"input.currency":{"$nin":[null,""]}}""")]
    [InlineData("c.Input.IsTest ? c.Input.Amount > 1 : c.Input.Amount > 2", """{"$or":[{"input.isTest":{"$eq":true},"input.amount":{"$gt":1}},{"input.isTest":{"$ne":true},"input.amount":{"$gt":2}}]}""")]
    [InlineData("c is { Input.Amount: 5, Status: InvocationStatus.Success }", """{"input.amount":{"$eq":5},"error":{"$exists":false}}""")]
    public void Predicate_translated_isTheFilter(string predicate, string? filter)
    {
        var generation = Generate(predicate);
        Assert.Empty(generation.Diagnostics);
        Assert.Empty(generation.CompilerMessages);
        Assert.Equal(filter, FilterOf(generation));
    }

    [Theory]
    [InlineData("c.Input.Price >= 500", "c.Input.Price", "(double)")]
    [InlineData("c.Input.Price is > 500m", "> 500m", "(double)")]
    [InlineData("c.Input.Currency.StartsWith(\"E\")", "c.Input.Currency.StartsWith(\"E\")", "Add StringComparison.Ordinal")]
    [InlineData("c.Input.Currency.StartsWith(\"E\", StringComparison.OrdinalIgnoreCase)", "c.Input.Currency.StartsWith(\"E\", StringComparison.OrdinalIgnoreCase)", "ordinally")]
    [InlineData("c.Input.Currency.EndsWith(\"E\", StringComparison.Ordinal)", "c.Input.Currency.EndsWith(\"E\", StringComparison.Ordinal)", "how it begins")]
    [InlineData("c.Input.Currency.ToUpperInvariant() == \"EUR\"", "c.Input.Currency.ToUpperInvariant()", "List those that are meant")]
    [InlineData("c.Input.Currency.Equals(\"EUR\", StringComparison.OrdinalIgnoreCase)", "c.Input.Currency.Equals(\"EUR\", StringComparison.OrdinalIgnoreCase)", "List those that are meant")]
    [InlineData("c.Input.Currency.Length > 3", "c.Input.Currency.Length > 3", "Compare the length with 0")]
    [InlineData("c.Input.Amount == c.Input.Odd", "c.Input.Amount == c.Input.Odd", "with a constant")]
    [InlineData("c.Input.Amount + 1 > 5", "c.Input.Amount + 1 > 5", "with a constant")]
    [InlineData("c.Input.Amount % 2 == 0", "c.Input.Amount % 2 == 0", "with a constant")]
    [InlineData("c.Input.IsLarge", "c.Input.IsLarge", "not written to the JSON")]
    [InlineData("c.Input.Origin.X == 0", "c.Input.Origin.X", "left out where it is the default")]
    [InlineData("c.Input.Quoted > 5", "c.Input.Quoted > 5", "into a string")]
    [InlineData("c.Input.Weight > 0.1", "c.Input.Weight > 0.1", "0.1f")]
    [InlineData("c.Input.Serial > 9007199254740992", "c.Input.Serial > 9007199254740992", "9007199254740991")]
    [InlineData("c.Input.Rate > 1e17", "c.Input.Rate > 1e17", "9007199254740992")]
    [InlineData("c.Input.Rate == double.NaN", "c.Input.Rate == double.NaN", "NaN")]
    [InlineData("c.Input.At > DateTime.UnixEpoch", "c.Input.At > DateTime.UnixEpoch", "with a constant")]
    [InlineData("c.Input.Id > s_id", "c.Input.Id > s_id", "'=='")]
    [InlineData("c.Input.Color > Color.Red", "c.Input.Color > Color.Red", "names have no order")]
    [InlineData("c.FunctionId == \"x\"", "c.FunctionId", "calls of one function only")]
    [InlineData("c.Duration.TotalSeconds > 5", "c.Duration", "Test it in the function")]
    [InlineData("c.Error!.StackTrace == null", "c.Error!.StackTrace", "code and the message")]
    [InlineData("c.Input.Items.Any(i => i.Sku == c.Input.Currency)", "c", "rest of the call")]
    [InlineData("c.Input.Items.Any(i => i.Part!.Sku == \"x\")", "i.Part!.Sku", "Use '?.'")]
    [InlineData("c.Input.Items.First().Sku == \"x\"", "c.Input.Items.First()", "Use Any")]
    [InlineData("c.Input.Items is [var one]", "[var one]", "no list patterns")]
    [InlineData("c.Input is object o && o != null", "object o", "does not see types")]
    [InlineData("s_later.Contains(c.Input.Amount)", "s_later.Contains(c.Input.Amount)", "set where it is declared")]
    [InlineData("new HashSet<string>(StringComparer.OrdinalIgnoreCase) { \"a\" }.Contains(c.Input.Currency)", "new HashSet<string>(StringComparer.OrdinalIgnoreCase) { \"a\" }.Contains(c.Input.Currency)", "set where it is declared")]
    [InlineData("Long(c)", "Long(c)", "one expression")]
    [InlineData("c.Input.Amount switch { 1 => true, _ => false }", "c.Input.Amount switch { 1 => true, _ => false }", "comparisons")]
    public void Predicate_notTranslatable_isReportedAtTheExpression(string predicate, string at, string reason)
    {
        var generation = Generate(predicate);
        Assert.Equal(["III086"], generation.Ids.Distinct());
        var diagnostic = generation.Diagnostics[0];
        Assert.Equal(at, Generation.TextAt(diagnostic));
        Assert.Contains(reason, diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Predicate_severalMistakes_eachIsReported() =>
        Assert.Equal(["c.Input.IsLarge", "c.Input.Price"], Generate("c.Input.IsLarge || c.Input.Price > 1").Diagnostics.Select(Generation.TextAt).Order(StringComparer.Ordinal));

    [Fact]
    public void Predicate_inAField_isTranslated()
    {
        var generation = Generation.Of(Surroundings + """
            public static class C
            {
                private static readonly Func<Observed<Payment, Receipt>, bool> s_isLarge = call => call.Input.Amount > 5;
                [IIIFunction("a::b"), Observes("shop::pay", When = nameof(s_isLarge))] public static void F(Observed<Payment, Receipt> call) { }
            }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Equal("""{"input.amount":{"$gt":5}}""", FilterOf(generation));
    }

    [Fact]
    public void Predicate_underANamingPolicy_namesWhatTheWriterWrites()
    {
        var generation = Generation.Of("[assembly: Iii.IIIJsonOptions(PropertyNamingPolicy = System.Text.Json.Serialization.JsonKnownNamingPolicy.SnakeCaseLower, EnumsAsStrings = true)]\n", """
            using Iii;
            public enum Kind { Big, Small }
            public record Parcel(int NetWeight, Kind ParcelKind);
            public static class C
            {
                static bool Is(Observed<Parcel, object?> call) => call.Input.NetWeight > 5 && call.Input.ParcelKind == Kind.Big;
                [IIIFunction("a::b"), Observes("shop::pay", When = nameof(Is))] public static void F(Observed<Parcel, object?> call) { }
            }
            """);
        Assert.Empty(generation.Diagnostics);
        Assert.Equal("""{"input.net_weight":{"$gt":5},"input.parcel_kind":{"$eq":"Big"}}""", FilterOf(generation));
    }

    [Theory]
    [InlineData("static bool Is(int x) => true;", "does not take one Observed")]
    [InlineData("bool Is(Observed<int, int> x) => true;", "not static")]
    [InlineData("static int Is(Observed<int, int> x) => 1;", "does not return a bool")]
    [InlineData("static bool Is(Observed<int, int> x) { var y = x.Input; return y > 1; }", "one expression")]
    [InlineData("static bool Is<T>(Observed<T, int> x) => true;", "generic")]
    [InlineData("static Func<Observed<int, int>, bool> Is = x => true;", "static readonly")]
    [InlineData("static readonly Func<int, bool> Is = x => true;", "no Func")]
    [InlineData("static readonly Func<Observed<int, int>, bool> Is = Other; static bool Other(Observed<int, int> x) => true;", "lambda")]
    [InlineData("static readonly int Was = 1;", "no such method")]
    public void When_namesNoPredicate_isReported(string member, string reason)
    {
        var generation = Generation.Of("using System; using Iii; public class C { " + member + """ [IIIFunction("a::b"), Observes("shop::pay", When = "Is")] public static void F(Observed<int, int> call) { } }""");
        Assert.Equal(["III087"], generation.Ids);
        Assert.Equal("\"Is\"", Generation.TextAt(generation.Diagnostics[0]));
        Assert.Contains(reason, generation.Diagnostics[0].GetMessage(null), StringComparison.Ordinal);
    }

    private static Generation Generate(string predicate) => Generation.Of(Surroundings + $$"""
        public static class C
        {
            private const int Limit = 900;
            private static readonly string[] s_currencies = { "EUR", "CHF" };
            private static readonly HashSet<int> s_set = new() { 1, 2 };
            private static readonly ImmutableArray<int> s_immutable = ImmutableArray.Create(3, 4);
            private static readonly int[] s_later = Enumerable.Range(1, 3).ToArray();
            private static readonly Guid s_id = new("5E9AD5EF-8C2B-4F0A-9B39-0D5A1B4A6D11");
            private static readonly DateOnly s_day = new(2026, 1, 31);
            private static bool IsBig(Observed<Payment, Receipt> call) => call.Input.Amount > 100;
            private static bool IsNamed(string? text) => text is not (null or "");
            private static bool Long(Observed<Payment, Receipt> call) { var amount = call.Input.Amount; return amount > 100; }
            private static bool Is(Observed<Payment, Receipt> c) => {{predicate}};
            [IIIFunction("a::b"), Observes("shop::pay", When = nameof(Is))] public static void F(Observed<Payment, Receipt> call) { }
        }
        """);

    private static string? FilterOf(Generation generation)
    {
        var literal = generation.Output.SyntaxTrees.Single(t => t.FilePath.EndsWith("Functions.C.g.cs", StringComparison.Ordinal)).GetRoot().DescendantNodes()
            .OfType<Microsoft.CodeAnalysis.CSharp.Syntax.AssignmentExpressionSyntax>().SingleOrDefault(a => a.Left.ToString() == "Filter");
        return (literal?.Right as Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax)?.Token.ValueText;
    }
}
