namespace Iii.Testing.Tests;

public sealed record Charge(string Order, double Amount);

public sealed record Receipt(string Number);

public static class Shop
{
    [IIIFunction("orders::pay")]
    [HttpTrigger("POST", "/orders/:order/pay")]
    public static async Task<string> PayAsync(string order, double amount, IIIClient client) =>
        (await client.CallAsync<Charge, Receipt>("payments::charge", new Charge(order, amount)))!.Number;

    [IIIFunction("reports::build")]
    [CronTrigger("0 0 3 * * *")]
    public static void BuildReport(CronTick tick)
    {
    }

    [IIIFunction("mails::send")]
    [QueueTrigger("mails")]
    public static void Send(string address)
    {
        if (!address.Contains('@'))
        {
            throw new IIIException("no_such_address", "Nobody lives there.");
        }
    }
}

/// <summary>Further functions of the worker under test.</summary>
public static class Functions
{
    [IIIFunction("math::add")]
    public static double Add(double a, double b) => a + b;

    [IIIFunction("orders::broken")]
    public static void Broken() => throw new InvalidOperationException("The shelf is empty.");

    [IIIFunction("jobs::tick")]
    [CronTrigger("0 */5 * * * *")]
    public static void Tick(CronTick tick)
    {
    }

    [IIIFunction("files::count")]
    public static async Task<int> CountAsync(IIIChannelReader data) => (await data.ReadAllAsync()).Length;
}
