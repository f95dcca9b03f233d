using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Iii.Bench.Json;

/// <summary>What is read and written.</summary>
internal static class Documents
{
    public static Document[] Make() => [Vectors("two 384-element double arrays", 384), Vectors("two 3-element arrays", 3), Order("order, 12 properties, nested"), Order("the order, properties backwards", Backwards)];

    private static Document<Order> Order(string name, Func<byte[], byte[]>? arrange = null) => new(
        name,
        new Order(
            Guid.Parse("5e9ad5ef-8c2b-4f0a-9b39-0d5a1b4a6d11"),
            "2026-000417",
            OrderState.Paid,
            new DateTimeOffset(2026, 11, 24, 9, 30, 12, 345, TimeSpan.FromHours(1)),
            new DateTime(2026, 11, 24, 8, 31, 0, DateTimeKind.Utc),
            new Customer(90_071_992, "Zoë Müller", "zoe@example.com", new Address("12 Long Lane", "Sampleton", "AB1 2CD", "GB")),
            [
                new OrderLine("KB-0042", "Keyboard \"Silent\"", 1, 89.90m, 0.1),
                new OrderLine("MS-0007", "Mouse", 2, 24.50m, null),
                new OrderLine("CB-0100", "Cable, 2 m", 5, 4.99m, null),
            ],
            163.85m,
            "EUR",
            IsGift: true,
            "Leave it at the door.\nRing twice.",
            ["express", "web"]),
        FrameworkContext.Default.Order,
        o => new Order(
            o.Id,
            Copy(o.Number),
            o.State,
            o.PlacedAt,
            o.ChangedAt,
            new Customer(
                o.Customer.Id,
                Copy(o.Customer.Name),
                Copy(o.Customer.Email),
                new Address(Copy(o.Customer.Address.Street), Copy(o.Customer.Address.City), Copy(o.Customer.Address.PostalCode), Copy(o.Customer.Address.Country))),
            o.Lines.ConvertAll(l => new OrderLine(Copy(l.Sku), Copy(l.Name), l.Quantity, l.Price, l.Discount)),
            o.Total,
            Copy(o.Currency),
            o.IsGift,
            Copy(o.Note!),
            Array.ConvertAll(o.Tags, Copy)),
        arrange);

    private static Document<Vectors> Vectors(string name, int length)
    {
        var random = new Random(length);
        return new Document<Vectors>(name, new Vectors(Unit(), Unit()), FrameworkContext.Default.Vectors, v => new Vectors([.. v.A], [.. v.B]));

        double[] Unit()
        {
            var vector = Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5).ToArray();
            var norm = Math.Sqrt(vector.Sum(x => x * x));
            return [.. vector.Select(x => x / norm)];
        }
    }

    /// <summary>The last property first, in every object: nothing comes where it is expected.</summary>
    private static byte[] Backwards(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        var text = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(text, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(document.RootElement, writer);
        }

        return text.WrittenSpan.ToArray();

        static void Write(JsonElement element, Utf8JsonWriter writer)
        {
            switch (element.ValueKind)
            {
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var property in element.EnumerateObject().Reverse())
                    {
                        writer.WritePropertyName(property.Name);
                        Write(property.Value, writer);
                    }

                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (var item in element.EnumerateArray())
                    {
                        Write(item, writer);
                    }

                    writer.WriteEndArray();
                    break;
                default:
                    element.WriteTo(writer);
                    break;
            }
        }
    }

    private static string Copy(string text) => new(text.AsSpan());
}
