using System.Text.Json;

namespace Iii.DevEngine.Modules.Queue;

/// <summary>What a subscriber asks for in <c>queue_config</c>; what is absent or of another type is left to the defaults.</summary>
/// <param name="IsFifo">One message at a time, in order, retries included.</param>
/// <param name="Delay">How long a message waits before its first delivery.</param>
/// <param name="VisibilityTimeout">How long a handler may take before the message counts as failed; null for no limit.</param>
internal sealed record SubscriptionOptions(bool IsFifo, int Concurrency, TimeSpan Delay, TimeSpan? VisibilityTimeout, Func<RetryPolicy, RetryPolicy> Overrides)
{
    private const int DefaultConcurrency = 10;

    public static SubscriptionOptions Read(JsonElement? config)
    {
        var retries = Number(config, "maxRetries");
        var backoff = Number(config, "backoffDelayMs");
        var backoffType = config?.Text("backoffType");
        return new SubscriptionOptions(
            config?.Text("type") == "fifo",
            (int)(Number(config, "concurrency") ?? DefaultConcurrency),
            TimeSpan.FromSeconds(Number(config, "delaySeconds") ?? 0),
            Number(config, "visibilityTimeout") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            policy => new RetryPolicy(
                retries + 1 ?? policy.MaxAttempts,
                backoff is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : policy.Backoff,
                backoffType is { } type ? type == "fixed" : policy.IsFixed));
    }

    /// <summary>Reads the args of an observer: <c>queue_config</c>, and before it <c>max_retries</c> and <c>backoff_ms</c>.</summary>
    public static SubscriptionOptions ReadArgs(JsonElement args)
    {
        var options = Read(args.Json("queue_config"));
        var retries = Number(args, "max_retries");
        var backoff = Number(args, "backoff_ms");
        return options with
        {
            Overrides = policy => options.Overrides(policy) is var configured && backoff is { } milliseconds
                ? configured with { MaxAttempts = retries + 1 ?? configured.MaxAttempts, Backoff = TimeSpan.FromMilliseconds(milliseconds) }
                : configured with { MaxAttempts = retries + 1 ?? configured.MaxAttempts },
        };
    }

    // A number that no timer and no semaphore bears is as good as the largest that they do.
    private static long? Number(JsonElement? config, string name) =>
        config?.Json(name) is { ValueKind: JsonValueKind.Number } json && json.TryGetUInt64(out var value) ? (long)Math.Min(value, int.MaxValue) : null;
}
