using System.Text;
using System.Text.Json;
using CsCheck;

namespace Iii.Json.Tests.Predicates;

/// <summary>Makes observed calls whose values are near to what the predicates compare with.</summary>
internal static class PredicateDocuments
{
    private static readonly string[] s_texts = ["", "EUR", "USD", "TST", "E", "e", "x", "prod", "\u00e9\U0001F600", "\uffff", "DECLINED", "vip", "v"];

    private static readonly Gen<string?> s_text = Gen.OneOf(OneOf<string?>(s_texts), Gen.Const((string?)null));

    private static readonly Gen<int> s_number = Gen.OneOf(Gen.Int[-1, 8], OneOf(17, 18, int.MaxValue, int.MinValue));

    private static readonly Gen<int?> s_score = Gen.OneOf(Gen.Int[2, 5].Select(n => (int?)n), Gen.Const((int?)null));

    private static readonly Gen<Customer> s_known = Gen.Select(Name(), Gen.OneOf(Gen.Int[16, 18], Gen.Int), s_score, Gen.Const((Customer?)null), (name, age, score, none) => new Customer(name, age, score, none));

    private static readonly Gen<Customer?> s_customer = Gen.OneOf(
        Gen.Const((Customer?)null),
        Gen.Select(s_known, Gen.OneOf(s_known.Select(c => (Customer?)c), Gen.Const((Customer?)null)), (c, referrer) => (Customer?)(c with { Referrer = referrer })));

    private static readonly Gen<Part?> s_part = Gen.OneOf(Gen.Const((Part?)null), Gen.Select(OneOf("a", "b"), s_score, (code, grade) => (Part?)new Part(code, grade)));

    private static readonly Gen<string[]?> s_tags = Gen.OneOf(Gen.Const((string[]?)null), OneOf("x", "y").Array[0, 2].Select(t => (string[]?)t));

    private static readonly Gen<Item> s_item = Gen.Select(OneOf("a", "GIFT-1", "b"), Gen.Int[0, 4], Gen.Bool, s_tags, s_part, (sku, count, isGift, tags, part) => new Item(sku, count, isGift, tags, part));

    private static readonly Gen<Dictionary<string, string?>?> s_map = Gen.OneOf(
        Gen.Const((Dictionary<string, string?>?)null),
        Gen.Select(OneOf("env", "a.b", "other"), OneOf<string?>("prod", "test", null), (key, value) => (key, value)).Array[0, 3].Select(entries => (Dictionary<string, string?>?)entries.GroupBy(e => e.key).ToDictionary(g => g.Key, g => g.First().value)));

    private static readonly Gen<Payment> s_scalars = Gen.Select(
        Gen.Select(s_number, s_text, s_text, Gen.OneOf(OneOf(0.1, 0.30000000000000004, -0.0, 0.3), Gen.Double[-1e9, 1e9]), Gen.OneOf(OneOf(0.1f, 0.5f, 16777216f, -16777216f, -16777218f, 0.099999994f), Gen.Float[-1e6f, 1e6f])),
        Gen.Select(Gen.OneOf(OneOf(4.35m, 4.34m, 4.350m, 0m), Gen.Int[0, 999999].Select(n => n / 100m)), Gen.OneOf(Gen.Long, OneOf(9007199254740990, 9007199254740991, 9007199254740993, -9007199254740993, 5)), s_score, Gen.Bool, OneOf<bool?>(true, false, null)),
        Gen.Select(OneOf('A', 'B', 'x', 'y', '\u00e9'), OneOf(Level.Low, Level.Middle, Level.High, (Level)9), OneOf(Color.Red, Color.Blue), OneOf<Color?>(Color.Red, Color.Azure, null)),
        Gen.Select(OneOf(Guid.Empty, new Guid("5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11")), OneOf(new DateOnly(2026, 1, 31), new DateOnly(2026, 1, 30), DateOnly.MaxValue, DateOnly.MinValue), Gen.Int[0, 2]),
        (a, b, c, d) => new Payment
        {
            Amount = a.Item1,
            Currency = a.Item2!,
            Note = a.Item3,
            Rate = a.Item4,
            Weight = a.Item5,
            Price = b.Item1,
            Serial = b.Item2,
            Points = b.Item3,
            IsTest = b.Item4,
            IsPaid = b.Item5,
            Grade = c.Item1,
            Level = c.Item2,
            Color = c.Item3,
            Trim = c.Item4,
            Id = d.Item1,
            Day = d.Item2,
            Odd = d.Item3,
        });

    private static readonly Gen<Payment?> s_payment = Gen.Frequency(
        (1, Gen.Const((Payment?)null)),
        (20, Gen.Select(
            s_scalars,
            Gen.Select(s_customer, s_customer, s_customer),
            Gen.Select(Gen.Frequency((1, Gen.Const((Item[]?)null)), (9, s_item.Array[0, 3].Select(i => (Item[]?)i))), Gen.OneOf(Gen.Const((List<string>?)null), OneOf("vip", "x").List[0, 3].Select(l => (List<string>?)l)), s_map),
            Gen.Select(s_text, Gen.Int[-1, 4], OneOf(Level.Low, Level.High)),
            (payment, people, lists, left) =>
            {
                (payment.Customer, payment.Owner, payment.Guest) = (people.Item1, people.Item2!, people.Item3);
                (payment.Items, payment.Labels, payment.Map) = (lists.Item1!, lists.Item2, lists.Item3);
                (payment.Left, payment.Zero, payment.Unset) = (left.Item1, left.Item2, left.Item3);
                return (Payment?)payment;
            })));

    private static readonly Gen<Receipt?> s_receipt = Gen.OneOf(Gen.Const((Receipt?)null), Gen.Select(OneOf("a", "b"), Gen.Int[4, 7], (number, total) => (Receipt?)new Receipt(number, total)));

    private static readonly Gen<ObservedError> s_error = Gen.Select(OneOf("DECLINED", "OTHER"), OneOf("", "no"), (code, message) => new ObservedError(code, message));

    private static readonly Gen<Caller?> s_caller = Gen.OneOf(
        Gen.Const((Caller?)null),
        Gen.Select(OneOf<string?>("audit", "shop", null), OneOf<string?>("x::y", "z", null), Gen.Bool, (name, function, hasParent) =>
            (Caller?)new Caller { WorkerId = "w", WorkerName = name, FunctionId = function, Parent = hasParent ? new Caller { FunctionId = function } : null }));

    /// <summary>Gets calls, of which some failed.</summary>
    public static Gen<Observed<Payment, Receipt?>> Calls { get; } = Gen.Select(s_payment, s_receipt, s_error, s_caller, Gen.Bool, Gen.Bool, (payment, receipt, error, caller, isFailed, hasMetadata) =>
    {
        var call = new Observed<Payment, Receipt?> { Input = payment!, Caller = caller, Metadata = hasMetadata ? JsonElement.Parse("{\"a\":1}") : null };
        return isFailed ? call with { Status = InvocationStatus.Error, Error = error } : call with { Output = receipt };
    });

    /// <summary>The parts of a call as the generated writers write them.</summary>
    public static Dictionary<string, byte[]> Parts(Observed<Payment, Receipt?> call)
    {
        using var envelope = JsonDocument.Parse(IIIJson.Serialize(call));
        return envelope.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => Encoding.UTF8.GetBytes(p.Value.GetRawText()));
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<string> Name() => OneOf("Ada", "Bob", "");
}
