namespace Iii.Telemetry;

/// <summary>Keeps the endpoints of the workers of this process that were started and not stopped, but for further ones with an identity of their own.</summary>
internal static class RunningWorkers
{
    private static readonly Lock s_gate = new();
    private static readonly List<IIIEngineEndpoint> s_endpoints = [];

    public static IIIEngineEndpoint? First
    {
        get
        {
            lock (s_gate)
            {
                return s_endpoints.FirstOrDefault();
            }
        }
    }

    public static void Add(IIIEngineEndpoint endpoint)
    {
        lock (s_gate)
        {
            s_endpoints.Add(endpoint);
        }
    }

    public static void Remove(IIIEngineEndpoint endpoint)
    {
        lock (s_gate)
        {
            s_endpoints.Remove(endpoint);
        }
    }
}
