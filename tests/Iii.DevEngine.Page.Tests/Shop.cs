using System.ComponentModel;

namespace Iii.DevEngine.Page.Tests;

public enum Size
{
    Small,
    Large,
}

public sealed record Line(string Item, int Quantity);

/// <summary>The worker that the page shows.</summary>
public static class Shop
{
    /// <param name="customer">Who orders.</param>
    /// <param name="lines">What is ordered.</param>
    [IIIFunction("orders::create", Description = "Take an order, check the stock, charge the customer")]
    [HttpTrigger("POST", "/orders")]
    public static async Task<string> CreateAsync([Description("Who orders")] string customer, Line[] lines, IIIClient client, bool express = false, Size size = Size.Small, double? discount = null)
    {
        var total = 0.0;
        foreach (var line in lines)
        {
            total += await client.CallAsync<Line, double>("stock::price", line);
        }

        await client.CallAsync<double, bool>("payments::charge", total * (1 - (discount ?? 0)));
        return $"{customer}: {total} ({size}{(express ? ", express" : "")})";
    }

    [IIIFunction("stock::price", Description = "What so many of an item cost")]
    public static double Price(Line line) => line.Quantity < 1
        ? throw new IIIException("bad_quantity", $"{line.Quantity} of '{line.Item}' can not be bought.")
        : 2.5 * line.Quantity;

    [IIIFunction("payments::charge", Description = "Charge an amount")]
    public static async Task<bool> ChargeAsync(double amount)
    {
        await Task.Yield();
        return amount > 0;
    }

    [IIIFunction("reports::build", Description = "Build the report of the day")]
    [CronTrigger("0 0 3 * * *")]
    public static void Build(CronTick tick)
    {
    }

    [IIIFunction("mails::send")]
    [QueueTrigger("mails", MaxRetries = 0)]
    public static void Send(string address) => throw new IIIException("no_such_address", $"Nobody lives at {address}.");
}
