using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>
/// Holds what observers add to calls and answers of workers. All of it is read leniently: what is of the wrong type counts as absent.
/// </summary>
internal sealed class ObserveFields
{
    /// <summary>The handler from which a call is made.</summary>
    public CallerInfo? Caller { get; set; }

    public int Depth { get; set; }

    /// <summary>The observer through which a call is made; null for other calls.</summary>
    public string? ThroughObserver { get; set; }

    /// <summary>The observers that the host's match hook chose; null when it has none.</summary>
    public IReadOnlyList<string>? Matched { get; set; }

    /// <summary>The host has delivered itself.</summary>
    public bool IsDelivered { get; set; }

    /// <summary>What a call carries on to whoever runs it; null when there is nothing.</summary>
    public CallContext? Context => Caller is null && Depth == 0 ? null : new CallContext(Caller, Depth);

    public void ReadCaller(JsonElement value) => Caller = CallerInfo.Read(value);

    public void ReadDepth(JsonElement value) =>
        Depth = value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out var depth) && depth > 0 ? depth : 0;

    public void ReadActivation(JsonElement value) =>
        ThroughObserver = value.Json("activation_id") is null ? value.Text("observer_id") : null;

    public void ReadMatched(JsonElement value) => Matched = value.ValueKind is JsonValueKind.Array
        ? [.. value.EnumerateArray().Where(static id => id.ValueKind is JsonValueKind.String).Select(static id => id.GetString()!).Distinct(StringComparer.Ordinal)]
        : null;

    public void ReadDelivered(JsonElement value) => IsDelivered = value.ValueKind is JsonValueKind.True;
}
