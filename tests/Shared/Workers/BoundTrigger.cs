namespace Iii.Waiting;

/// <summary>Waits for triggers that the engine may still be taking: the start of a worker waits for its functions only.</summary>
internal static class BoundTrigger
{
    public static Task OfAsync(IIIWorker worker, string functionId) =>
        Eventually.TrueAsync(async () => (await new IIIDiscovery(worker).ListTriggersAsync(functionId: functionId)).Count > 0);
}
