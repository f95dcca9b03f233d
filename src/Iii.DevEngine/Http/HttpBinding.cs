using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Http;

/// <summary>Represents what a route leads to: the function of a trigger, or the target of an observer.</summary>
internal abstract class HttpBinding
{
    /// <summary>Where the function is; middleware is looked for there too.</summary>
    public abstract string Namespace { get; }

    /// <summary>The functions that are asked before it.</summary>
    public abstract IReadOnlyList<string> Middleware { get; }

    /// <summary>Why middleware is called.</summary>
    public abstract InvocationOrigin MiddlewareOrigin { get; }

    /// <summary>Whether the payload says which trigger fired.</summary>
    public abstract bool NamesTrigger { get; }

    /// <summary>Asks whether a request may pass.</summary>
    /// <returns>Null when it may; else an error, or a result that says no.</returns>
    public abstract ValueTask<Outcome?> RefusalAsync(EngineCore core, JsonElement payload, CancellationToken cancellationToken);

    public abstract Task<Outcome> InvokeAsync(EngineCore core, JsonElement payload, string? traceParent, string? baggage,
        CancellationToken cancellationToken);

    /// <summary>Reads a list of functions; what is no text is left out.</summary>
    protected static IReadOnlyList<string> MiddlewareOf(JsonElement config) =>
        config.Json("middleware_function_ids") is { ValueKind: JsonValueKind.Array } ids
        ? [.. ids.EnumerateArray().Where(static i => i.ValueKind is JsonValueKind.String).Select(static i => i.GetString()!)]
        : [];
}

/// <summary>Represents a trigger of the type <c>http</c>.</summary>
internal sealed class HttpTriggerBinding(RegisteredTrigger trigger) : HttpBinding
{
    public RegisteredTrigger Trigger => trigger;

    public override string Namespace => trigger.TargetNamespace;

    public override IReadOnlyList<string> Middleware { get; } = MiddlewareOf(trigger.Config);

    public override InvocationOrigin MiddlewareOrigin => InvocationOrigin.Of(InvocationKind.Middleware, trigger);

    public override bool NamesTrigger => true;

    public override ValueTask<Outcome?> RefusalAsync(EngineCore core, JsonElement payload, CancellationToken cancellationToken) =>
        core.RefusalAsync(trigger, payload, cancellationToken);

    public override Task<Outcome> InvokeAsync(EngineCore core, JsonElement payload, string? traceParent, string? baggage,
        CancellationToken cancellationToken) => core.InvokeAsync(
        trigger.TargetNamespace, trigger.FunctionId, payload, metadata: trigger.Metadata, traceParent: traceParent, baggage: baggage,
        origin: InvocationOrigin.Of(InvocationKind.Trigger, trigger), cancellationToken: cancellationToken);
}

/// <summary>Represents an observer of <c>http::on-request</c>, through which its target is called.</summary>
internal sealed class HttpObserverBinding(Observer observer) : HttpBinding
{
    private static readonly JsonElement s_no = CanonicalJson.Parse("false"u8);

    public Observer Observer => observer;

    public override string Namespace => observer.Request.Target.Namespace;

    public override IReadOnlyList<string> Middleware { get; } = MiddlewareOf(observer.Request.ArgsOrEmpty);

    public override InvocationOrigin MiddlewareOrigin => InvocationOrigin.Of(InvocationKind.Middleware, observer.Request, cause: null);

    public override bool NamesTrigger => false;

    public override ValueTask<Outcome?> RefusalAsync(EngineCore core, JsonElement payload, CancellationToken cancellationToken) =>
        ValueTask.FromResult(observer.Matches(ObservedCall.OfEvent(observer.Request.Source, payload, core.Options.TimeProvider))
            ? (Outcome?)null : Outcome.Of(s_no));

    public override Task<Outcome> InvokeAsync(EngineCore core, JsonElement payload, string? traceParent, string? baggage,
        CancellationToken cancellationToken) =>
        core.Observers.CallThroughAsync(observer, new BuiltInCall(payload, null, null, traceParent, baggage), InvocationKind.Observer,
            cancellationToken);
}
