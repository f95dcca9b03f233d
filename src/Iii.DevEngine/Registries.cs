using System.Text.Json;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine;

/// <summary>A function that a worker or the engine has registered.</summary>
/// <param name="Owner">The worker that registered it; null for one of the engine.</param>
/// <param name="InProcess">What runs it in this process; null for one that its worker runs.</param>
internal sealed record RegisteredFunction(string Namespace, string Id, WorkerConnection? Owner, BuiltInHandler? InProcess)
{
    /// <summary>The module of the engine that it belongs to.</summary>
    public string? ModuleName { get; init; }

    public string? Description { get; init; }

    public JsonElement? RequestSchema { get; init; }

    public JsonElement? ResponseSchema { get; init; }

    public JsonElement? Metadata { get; init; }

    /// <summary>What the args of its observers are; null when it takes none.</summary>
    public ArgsFormat? ArgsFormat { get; init; }

    /// <summary>Only its own worker may call it; all may observe it.</summary>
    public bool IsPrivate { get; init; }

    public bool IsObservable { get; init; } = true;

    /// <summary>Its handler hands events to observers by itself, as in 0.25: calls of it are not looked at.</summary>
    public bool DeliversItself { get; init; }

    /// <summary>The trigger type of 0.25 whose bindings are observers of the function.</summary>
    public string? LegacyTriggerType { get; init; }

    /// <summary>The module of the engine that serves each of its observers by itself.</summary>
    public IEventSource? Source { get; init; }

    /// <summary>Who observes it; null until it is known to the registry of observers.</summary>
    public ObservedFunction? Observed { get; set; }

    /// <summary>Its host is told of observers, and says whether it accepts them.</summary>
    public bool AsksForObservers => InProcess is null && Owner is { } worker && worker.Features.HasFlag(ProtocolFeatures.ObserveV1);
}

/// <summary>A binding of a function to a trigger.</summary>
internal sealed record RegisteredTrigger(string Id, string Type, string FunctionId, JsonElement Config, string TargetNamespace, WorkerConnection? Owner)
{
    public JsonElement? Metadata { get; init; }

    public string? ProviderNamespace { get; init; }

    /// <summary>Who gets it: a worker, the engine, or nobody yet.</summary>
    public TriggerType? Provider { get; set; }

    /// <summary>Who is asked before the function is called.</summary>
    public string? ConditionFunctionId { get; } = Config.Text("condition_function_id");
}

/// <summary>A kind of trigger.</summary>
/// <param name="Owner">The worker that provides it; null for one of the engine.</param>
internal sealed record TriggerType(string Namespace, string Id, string Description, WorkerConnection? Owner)
{
    public JsonElement? ConfigSchema { get; init; }

    public JsonElement? PayloadSchema { get; init; }

    public JsonElement? ResponseSchema { get; init; }

    /// <summary>The module of the engine that it belongs to.</summary>
    public string? ModuleName { get; init; }

    /// <summary>What fires it in this process; null when a worker does.</summary>
    public ITriggerProvider? BuiltIn { get; init; }
}
