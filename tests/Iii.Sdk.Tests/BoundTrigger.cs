namespace Iii.Tests;

/// <summary>Waits for triggers that a worker has sent and the engine may still be taking: the start of a worker waits for its functions only.</summary>
internal static class BoundTrigger
{
    public static Task OfAsync(IIIWorker worker, string functionId) =>
        Eventually.TrueAsync(async () => (await new IIIDiscovery(worker).ListTriggersAsync(functionId: functionId)).Count > 0);
}
