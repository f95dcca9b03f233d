using Iii.Modules;

namespace Iii;

/// <summary>The engine's topics: what is published reaches everybody who is subscribed then. A <see cref="SubscribeTriggerAttribute"/> subscribes.</summary>
/// <param name="client">Who calls the engine: the worker, or the <c>Client</c> of a handler's context.</param>
public sealed class IIIPubSub(IIIClient client)
{
    private readonly IIIClient _client = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>Publishes an event. That nobody is subscribed is no error.</summary>
    /// <param name="topic">The topic; not empty.</param>
    /// <param name="data">What the subscribers get.</param>
    /// <param name="cancellationToken">Ends the waiting for the engine's receipt.</param>
    /// <exception cref="IIIInvocationException">The engine did not take it.</exception>
    public Task PublishAsync<[IIIJson] T>(string topic, T? data, CancellationToken cancellationToken = default) =>
        EngineModule.PublishAsync(_client, "publish", topic, data, cancellationToken);
}
