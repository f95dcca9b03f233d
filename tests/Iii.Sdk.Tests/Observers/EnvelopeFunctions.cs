namespace Iii.Tests.Observers;

public sealed record Charge(int Amount, string Currency);

public sealed record ChargeReceipt(string Number);

/// <summary>Targets of observers, in each form.</summary>
public static class EnvelopeFunctions
{
    internal static readonly Charge Site = new(1, "north");

    [IIIFunction("envelope::whole")]
    [Observes("payments::charge", When = nameof(IsLarge), On = Outcomes.Complete, MaxFires = 3, Args = nameof(Site))]
    public static string Whole(Observed<Charge, ChargeReceipt> call) => $"{call.FunctionId} {call.Status} {call.Input.Amount} {call.Output?.Number} {call.Error?.Code} {call.HasOutput}";

    [IIIFunction("envelope::parts"), Observes("payments::charge", On = Outcomes.Complete)]
    public static string Parts(Charge input, ChargeReceipt? output, ObservedError? error, Caller caller) => $"{input.Amount} {output?.Number} {error?.Code} {caller.WorkerName}";

    [IIIFunction("envelope::input"), Observes("payments::charge"), QueueTrigger("charges")]
    public static string Input(Charge charge) => charge.Currency;

    internal static bool IsLarge(Observed<Charge, ChargeReceipt> call) => call.Input.Amount >= 500 && call.Input.Currency != "TST";
}
