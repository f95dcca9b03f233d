using System.Text.Json;
using Iii.Generated;
using Iii.Modules;

namespace Iii;

/// <summary>The engine's queues: messages that are kept until a function has handled them. A <see cref="QueueTriggerAttribute"/> takes from a queue.</summary>
/// <remarks>To have a certain function called by way of a queue, see <see cref="IIIClient.EnqueueAsync{TRequest}"/>.</remarks>
/// <param name="client">Who calls the engine: the worker, or the <c>Client</c> of a handler's context.</param>
public sealed class IIIQueues(IIIClient client)
{
    private readonly IIIClient _client = client ?? throw new ArgumentNullException(nameof(client));

    /// <summary>Puts a message into a queue.</summary>
    /// <param name="topic">The queue's name; not empty.</param>
    /// <param name="data">The message.</param>
    /// <param name="cancellationToken">Ends the waiting for the engine's receipt.</param>
    /// <exception cref="IIIInvocationException">The engine did not take it.</exception>
    public Task PublishAsync<[IIIJson] T>(string topic, T? data, CancellationToken cancellationToken = default) =>
        EngineModule.PublishAsync(_client, "iii::durable::publish", topic, data, cancellationToken);

    /// <summary>Puts all dead letters of a queue back into it.</summary>
    /// <returns>How many there were.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<int> RedriveAsync(string queue, CancellationToken cancellationToken = default) =>
        Redriven(await CallAsync("iii::queue::redrive", queue, null, cancellationToken).ConfigureAwait(false));

    /// <summary>Puts one dead letter back into its queue.</summary>
    /// <returns>False when there is none with this id.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<bool> RedriveMessageAsync(string queue, string messageId, CancellationToken cancellationToken = default) =>
        Redriven(await CallAsync("iii::queue::redrive_message", queue, messageId, cancellationToken).ConfigureAwait(false)) > 0;

    /// <summary>Throws one dead letter away.</summary>
    /// <returns>False when there is none with this id.</returns>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<bool> DiscardMessageAsync(string queue, string messageId, CancellationToken cancellationToken = default) =>
        Redriven(await CallAsync("iii::queue::discard_message", queue, messageId, cancellationToken).ConfigureAwait(false)) > 0;

    /// <summary>All queues.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<QueueSummary>> ListAsync(CancellationToken cancellationToken = default)
    {
        var reply = await EngineModule.CallAsync(_client, "engine::queue::list_topics", 0, static (_, _) => { }, cancellationToken).ConfigureAwait(false);
        return EngineModule.ReadList<JsonElement>(reply.Span).ConvertAll(QueueSummary.Read);
    }

    /// <summary>How full a queue is.</summary>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<QueueStatistics> GetStatisticsAsync(string topic, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        var reply = await EngineModule.CallAsync(_client, "engine::queue::topic_stats", topic, static (output, t) => EngineModule.Text(output, "\"topic\":"u8, t), cancellationToken).ConfigureAwait(false);
        return QueueStatistics.Read(EngineModule.Read<JsonElement>(reply.Span));
    }

    /// <summary>Messages that could not be handled, oldest first.</summary>
    /// <param name="topic">The queue's name.</param>
    /// <param name="offset">How many to pass over.</param>
    /// <param name="limit">How many to get at the most.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIInvocationException">The call failed.</exception>
    public async Task<IReadOnlyList<DeadLetter>> ListDeadLettersAsync(string topic, int offset = 0, int limit = 50, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(topic);
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        var reply = await EngineModule.CallAsync(_client, "engine::queue::dlq_messages", (topic, offset, limit), static (output, a) =>
        {
            EngineModule.Text(output, "\"topic\":"u8, a.topic);
            EngineModule.Value(output, "\"offset\":"u8, a.offset);
            EngineModule.Value(output, "\"limit\":"u8, a.limit);
        }, cancellationToken).ConfigureAwait(false);
        return EngineModule.ReadList<JsonElement>(reply.Span).ConvertAll(DeadLetter.Read);
    }

    private Task<ReadOnlyMemory<byte>> CallAsync(string functionId, string queue, string? messageId, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(queue);
        return EngineModule.CallAsync(_client, functionId, (queue, messageId), static (output, a) =>
        {
            EngineModule.Text(output, "\"queue\":"u8, a.queue);
            if (a.messageId is not null)
            {
                EngineModule.Text(output, "\"message_id\":"u8, a.messageId);
            }
        }, cancellationToken);
    }

    private static int Redriven(ReadOnlyMemory<byte> reply) => EngineModule.Property(reply.Span, "redriven"u8) is { IsEmpty: false } count ? EngineModule.Read<int>(count) : 0;
}
