using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="FunctionsAvailableTriggerAttribute"/> gets.</summary>
/// <param name="Functions">All functions that there are now, those of the engine among them.</param>
/// <param name="Event">What happened, as the engine writes it: <c>functions_changed</c>.</param>
public sealed record FunctionsChange(
    [property: JsonPropertyName("functions")] IReadOnlyList<FunctionSummary> Functions,
    [property: JsonPropertyName("event")] string Event = "functions_changed");
