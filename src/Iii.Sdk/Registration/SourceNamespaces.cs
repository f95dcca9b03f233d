using Iii.Generated;

namespace Iii.Registration;

/// <summary>
/// Finds the namespace of an observed function for a worker with a namespace of its own: triggers looked there and then in <c>default</c>, observers do not.
/// </summary>
internal sealed class SourceNamespaces(IIIClient client, string? workerNamespace)
{
    private static readonly CallOptions s_options = new() { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Asks the engine whether the worker's own namespace has the function.</summary>
    /// <returns>The worker's namespace, or <c>default</c>; null when the connection ended before the engine answered.</returns>
    public async Task<string?> FindAsync(string functionId)
    {
        using var payload = new JsonOutput();
        payload.BeginObject();
        payload.WriteName("\"function_id\":"u8);
        payload.WriteString(functionId);
        payload.WriteName("\"namespace\":"u8);
        payload.WriteString(workerNamespace);
        payload.EndObject();
        try
        {
            await client.CallRawAsync("engine::functions::info", payload.WrittenMemory, s_options).ConfigureAwait(false);
            return workerNamespace;
        }
        catch (IIIInvocationException e) when (e.Code is IIIErrorCodes.ConnectionLost or IIIErrorCodes.Shutdown)
        {
            return null;
        }
        catch (IIIException)
        {
            // There is none, or the worker may not ask.
            return "default";
        }
    }
}
