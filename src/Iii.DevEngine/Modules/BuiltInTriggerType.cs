using System.Text.Json;

namespace Iii.DevEngine.Modules;

/// <summary>A trigger type of the engine itself.</summary>
internal sealed record BuiltInTriggerType(string Id, string Description, ITriggerProvider Provider)
{
    public JsonElement? ConfigSchema { get; init; }

    public JsonElement? PayloadSchema { get; init; }

    public JsonElement? ResponseSchema { get; init; }
}

/// <summary>Who fires the bindings of a trigger type. Called under the lock of the registry: it must not call back.</summary>
internal interface ITriggerProvider
{
    /// <summary>Takes a binding; one with the same id may be bound already.</summary>
    /// <returns>Null, or why it is refused.</returns>
    string? Bind(RegisteredTrigger trigger);

    /// <summary>Gives a binding up; unknown ones are ignored.</summary>
    void Unbind(RegisteredTrigger trigger);
}
