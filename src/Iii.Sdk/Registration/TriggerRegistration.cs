namespace Iii.Registration;

/// <summary>A trigger of this worker: what the engine is told of it, and what it says.</summary>
internal sealed class TriggerRegistration(string type, string functionId, string config, byte[] metadata, string? functionNamespace = null, string? typeNamespace = null)
{
    private TaskCompletionSource<IIIException> _rejected = New();

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Type => type;

    public string FunctionId => functionId;

    public string Config => config;

    public byte[] Metadata => metadata;

    public string? FunctionNamespace => functionNamespace;

    public string? TypeNamespace => typeNamespace;

    /// <summary>Completes when the engine, or the type's provider, refuses the trigger.</summary>
    public Task<IIIException> Rejected => Volatile.Read(ref _rejected).Task;

    public void Reject(IIIException reason) => Volatile.Read(ref _rejected).TrySetResult(reason);

    /// <summary>It is registered anew: what was said of it before counts no more.</summary>
    public void Renew()
    {
        if (Rejected.IsCompleted)
        {
            Volatile.Write(ref _rejected, New());
        }
    }

    private static TaskCompletionSource<IIIException> New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
