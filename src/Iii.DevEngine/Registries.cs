using System.Text.Json;
using Iii.DevEngine.Modules;

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
