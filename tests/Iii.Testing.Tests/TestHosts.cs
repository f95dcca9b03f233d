namespace Iii.Testing.Tests;

/// <summary>Hosts as the tests here want them.</summary>
internal static class TestHosts
{
    /// <summary>One with the functions of this assembly, and with <c>jobs::sleep</c>, which waits so many seconds of the host's clock.</summary>
    public static Task<IIITestHost> StartAsync(IIITestHostOptions? options = null)
    {
        var clock = new IIITestClock();
        return IIITestHost.StartAsync(
            worker =>
            {
                worker.AddFunctions();
                worker.MapFunction("jobs::sleep", async (int seconds, CancellationToken stopping) =>
                {
                    await Task.Delay(TimeSpan.FromSeconds(seconds), clock, stopping);
                    return "rested";
                });
            },
            (options ?? new IIITestHostOptions()) with { Clock = clock });
    }

    public static Task<double> AddAsync(this IIIClient client, double a = 1, double b = 2) =>
        client.CallAsync<Dictionary<string, double>, double>("math::add", new() { ["a"] = a, ["b"] = b });
}
