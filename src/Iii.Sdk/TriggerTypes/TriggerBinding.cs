using System.Text.Json;
using Iii.Registration;

namespace Iii;

/// <summary>A trigger of a type that this worker provides: a function that wants to be called.</summary>
/// <typeparam name="TConfig">The type of the configuration.</typeparam>
/// <typeparam name="TPayload">The type of what the function gets.</typeparam>
public sealed class TriggerBinding<TConfig, TPayload>
{
    private readonly IIIClient _client;
    private readonly CallOptions _options;

    internal TriggerBinding(IIIClient client, BindingRequest request, TConfig? config)
    {
        _client = client;
        Request = request;
        Config = config;
        _options = new CallOptions { Namespace = request.Namespace, Metadata = request.Metadata };
    }

    /// <summary>The trigger's id.</summary>
    public string Id => Request.Id;

    /// <summary>The function that is called.</summary>
    public string FunctionId => Request.FunctionId;

    /// <summary>The namespace of the function.</summary>
    public string Namespace => Request.Namespace;

    /// <summary>What the trigger was registered with.</summary>
    public TConfig? Config { get; }

    /// <summary>What goes to the function beside each payload; null for nothing.</summary>
    public JsonElement? Metadata => Request.Metadata.Length > 0 ? JsonElement.Parse(Request.Metadata) : null;

    internal BindingRequest Request { get; }

    /// <summary>Calls the function, and waits for what it returns.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public Task<TResult?> CallAsync<[IIIJson] TResult>(TPayload payload, CancellationToken cancellationToken = default) =>
        _client.CallAsync<TPayload, TResult>(FunctionId, payload, _options, cancellationToken);

    /// <summary>Calls the function without waiting for it.</summary>
    /// <exception cref="IIIInvocationException">The call could not be taken.</exception>
    public Task FireAsync(TPayload payload, CancellationToken cancellationToken = default) => _client.SendAsync(FunctionId, payload, _options, cancellationToken);
}
