using Iii.Observers.Triggers;

namespace Iii.Registration;

/// <summary>A trigger of this worker: what the engine is told of it, and what it says.</summary>
internal sealed class TriggerRegistration(string type, string functionId, string config, byte[] metadata, string? functionNamespace = null, string? typeNamespace = null, bool usesResult = false)
{
    private TaskCompletionSource<IIIException> _rejected = New();

    public string Id { get; } = Guid.NewGuid().ToString();

    public string Type => type;

    public string FunctionId => functionId;

    public string Config => config;

    public byte[] Metadata => metadata;

    public string? FunctionNamespace => functionNamespace;

    public string? TypeNamespace => typeNamespace;

    /// <summary>Gets whether the function's result decides something where the trigger fires.</summary>
    public bool UsesResult => usesResult;

    /// <summary>Gets or sets the observer that stands in the trigger's place on an engine without triggers; null on others.</summary>
    public ObserverHandle? Observer { get; set; }

    /// <summary>Gets or sets what the trigger is on an engine without triggers; null on others.</summary>
    public TriggerSource? Source
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    }

    /// <summary>Gets why the trigger is refused; null when it is not.</summary>
    public IIIException? Error => Rejected is { IsCompletedSuccessfully: true, Result: var reason } ? reason : null;

    /// <summary>Completes when the engine, or the type's provider, refuses the trigger.</summary>
    public Task<IIIException> Rejected => Volatile.Read(ref _rejected).Task;

    /// <summary>Notes why the trigger is refused.</summary>
    /// <returns>False when it is refused already.</returns>
    public bool Reject(IIIException reason) => Volatile.Read(ref _rejected).TrySetResult(reason);

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
