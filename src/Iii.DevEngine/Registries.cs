using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>A function that a worker or the engine has registered.</summary>
internal sealed record RegisteredFunction(string Namespace, string Id, WorkerConnection? Owner, BuiltInHandler? BuiltIn)
{
    public string? Description { get; init; }

    public JsonElement? RequestSchema { get; init; }

    public JsonElement? ResponseSchema { get; init; }

    public JsonElement? Metadata { get; init; }
}

/// <summary>A function of the engine itself.</summary>
internal delegate Outcome BuiltInHandler(WorkerConnection? caller, JsonElement input);

/// <summary>A binding of a function to a trigger.</summary>
internal sealed record RegisteredTrigger(string Id, string Type, string FunctionId, JsonElement Config, string TargetNamespace, WorkerConnection? Owner)
{
    public JsonElement? Metadata { get; init; }

    public string? ProviderNamespace { get; init; }

    /// <summary>Who gets it: a worker, the engine, or nobody yet.</summary>
    public TriggerType? Provider { get; set; }
}

/// <summary>A kind of trigger.</summary>
internal sealed record TriggerType(string Namespace, string Id, string Description, WorkerConnection? Owner)
{
    public JsonElement? ConfigSchema { get; init; }

    public JsonElement? PayloadSchema { get; init; }
}
