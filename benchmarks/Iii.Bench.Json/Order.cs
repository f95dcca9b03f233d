namespace Iii.Bench.Json;

/// <summary>Twelve properties, of the kinds that a business payload has.</summary>
internal sealed record Order(
    Guid Id,
    string Number,
    OrderState State,
    DateTimeOffset PlacedAt,
    DateTime ChangedAt,
    Customer Customer,
    List<OrderLine> Lines,
    decimal Total,
    string Currency,
    bool IsGift,
    string? Note,
    string[] Tags);

internal enum OrderState
{
    Placed,
    Paid,
    Shipped,
}

internal sealed record Customer(long Id, string Name, string Email, Address Address);

internal sealed record Address(string Street, string City, string PostalCode, string Country);

internal sealed record OrderLine(string Sku, string Name, int Quantity, decimal Price, double? Discount);
