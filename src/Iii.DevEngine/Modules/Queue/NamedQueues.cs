using System.Text.Json;
using Iii.DevEngine.Invocations;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>The queues of the configuration: a message there names the function that is to be called.</summary>
internal sealed class NamedQueues
{
    /// <summary>What their names begin with inside.</summary>
    public const string Prefix = "__fn_queue::";

    private const string DefaultName = "default";

    private readonly EngineCore _core;
    private readonly QueueRegistry _registry;
    private readonly Dictionary<string, (IIIQueueOptions Options, MessageQueue Queue)> _queues = new(StringComparer.Ordinal);

    public NamedQueues(EngineCore core, QueueRegistry registry)
    {
        _core = core;
        _registry = registry;
        foreach (var (name, options) in core.Options.Queues)
        {
            Check(name, options);
            _queues[name] = (options, registry.Get(Prefix + name));
        }

        if (!_queues.ContainsKey(DefaultName))
        {
            _queues[DefaultName] = (new IIIQueueOptions(), registry.Get(Prefix + DefaultName));
        }
    }

    /// <summary>The queues' names and how many messages each works on at once.</summary>
    public IEnumerable<(string Name, int Concurrency)> All => _queues.OrderBy(q => q.Key, StringComparer.Ordinal).Select(q => (q.Key, q.Value.Options.Concurrency));

    public int? Concurrency(string name) => _queues.TryGetValue(name, out var found) ? found.Options.Concurrency : null;

    /// <summary>Begins to work on what the queues hold.</summary>
    public void Start()
    {
        foreach (var (options, queue) in _queues.Values)
        {
            _registry.Consume(queue, ConcurrencyOf(options), isInline: false, WorkAsync);
        }
    }

    /// <summary>Takes a call: a queue, a function, its data and the receipt.</summary>
    public Outcome Enqueue(BuiltInCall call)
    {
        var name = call.Required("queue");
        var data = call.Input.GetProperty("data");
        if (!_queues.TryGetValue(name, out var found))
        {
            return Failed($"Queue '{name}' not found");
        }

        if (_core.Functions.TryGetValue((call.Text("namespace") ?? EngineCore.DefaultNamespace, call.Required("function_id")), out var function)
            && EngineCore.PrivacyRefusal(function, call) is { } refusal)
        {
            return refusal;
        }

        if (found.Options.FifoGroupField is { } field)
        {
            if (data.ValueKind is not JsonValueKind.Object || !data.TryGetProperty(field, out var group))
            {
                return Failed($"FIFO queue '{name}' requires field '{field}' in data, but it was not found");
            }

            if (group.ValueKind is JsonValueKind.Null)
            {
                return Failed($"FIFO queue '{name}': field '{field}' must not be null");
            }
        }

        if (!_registry.Capacity.TryTake(1))
        {
            return Failed($"The queues hold {_registry.Capacity.Limit} messages already.");
        }

        var receipt = call.Text("messageReceiptId") ?? Guid.NewGuid().ToString();
        _registry.Add(found.Queue, new QueuedMessage(found.Queue.Name, CanonicalJson.Copy(data), new RetryPolicy(found.Options.MaxAttempts, found.Options.Backoff), _core.Options.TimeProvider.GetUtcNow().ToUnixTimeMilliseconds())
        {
            FunctionId = call.Required("function_id"),
            ReceiptId = receipt,
            Namespace = call.Text("namespace"),
            TraceParent = call.Text("traceparent"),
            Baggage = call.Text("baggage"),
        });
        return Outcome.Object(writer => writer.WriteString("messageReceiptId", receipt));
    }

    private static Outcome Failed(string message) => Outcome.Failed("enqueue_error", message);

    private static int ConcurrencyOf(IIIQueueOptions options) => options.FifoGroupField is null ? options.Concurrency : 1;

    private static void Check(string name, IIIQueueOptions options)
    {
        if (options.Concurrency < 1)
        {
            throw new ArgumentException($"Queue '{name}' has a concurrency of {options.Concurrency}; it must be at least 1.", nameof(options));
        }

        if (options.MaxAttempts < 1 || options.Backoff < TimeSpan.Zero)
        {
            throw new ArgumentException($"Queue '{name}' has {options.MaxAttempts} attempts, {options.Backoff} apart; there must be at least one, and the time can not be negative.", nameof(options));
        }
    }

    private async Task<string?> WorkAsync(QueuedMessage message, CancellationToken cancellationToken)
    {
        var outcome = await _core.InvokeAsync(
            message.Namespace ?? EngineCore.DefaultNamespace, message.FunctionId!, message.Data,
            traceParent: message.TraceParent, baggage: message.Baggage, origin: new(InvocationKind.Queue, "queue", message.Queue[Prefix.Length..]), cancellationToken: cancellationToken).ConfigureAwait(false);
        return outcome.IsError ? "function call failed" : null;
    }
}
