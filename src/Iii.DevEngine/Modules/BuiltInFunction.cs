using System.Text.Json;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Modules;

/// <summary>A function of the engine itself.</summary>
/// <param name="Input">What it takes; null for one that takes anything.</param>
internal sealed record BuiltInFunction(string Id, string Description, InputShape? Input, BuiltInHandler Handler)
{
    public BuiltInFunction(string id, string description, InputShape? input, Func<BuiltInCall, Outcome> handler)
        : this(id, description, input, (call, _) => ValueTask.FromResult(handler(call)))
    {
    }

    public JsonElement? Metadata { get; init; }

    /// <summary>Checks the input, then runs.</summary>
    public ValueTask<Outcome> InvokeAsync(BuiltInCall call, CancellationToken cancellationToken) => Input?.Problem(call.Input) is { } problem
        ? ValueTask.FromResult(Outcome.Failed("deserialization_error", $"Failed to deserialize input for {Id}: {problem}"))
        : Handler(call, cancellationToken);
}

/// <summary>What a function of the engine does.</summary>
/// <param name="cancellationToken">Ends when nobody waits for the answer any more: the caller has left, or the engine stops.</param>
internal delegate ValueTask<Outcome> BuiltInHandler(BuiltInCall call, CancellationToken cancellationToken);

/// <summary>One call of a function of the engine.</summary>
/// <param name="Payload">As it was sent; what the engine adds for workers' functions is not in it.</param>
/// <param name="Caller">The worker that calls; null when the engine does.</param>
/// <param name="Context">What observers add to it; null when there is nothing of that.</param>
internal readonly record struct BuiltInCall(
    Payload Payload, WorkerConnection? Caller, JsonElement? Metadata = null, string? TraceParent = null, string? Baggage = null, CallContext? Context = null)
{
    /// <summary>How many activations stand between the call and one that no observer caused.</summary>
    public int Depth => Context?.Depth ?? 0;

    /// <summary>The payload, for those who look into it.</summary>
    public JsonElement Input => Payload.Element;

    /// <summary>A text that the shape of the input requires.</summary>
    public string Required(string name) => Input.GetProperty(name).GetString()!;

    public string? Text(string name) => Input.Text(name);

    public bool IsTrue(string name) => Input.IsTrue(name);
}
