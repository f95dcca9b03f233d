using System.Text.Json;
using System.Text.Json.Serialization;

namespace Iii;

/// <summary>What a function with a <see cref="ConfigurationTriggerAttribute"/> gets.</summary>
/// <typeparam name="T">
/// The value's type; <c>JsonElement</c> where the entries are of many. It must be able to hold null, for there is no old value of what was registered and no new one of
/// what is gone: <c>ConfigurationChange&lt;int?></c>, not <c>ConfigurationChange&lt;int></c> (III040).
/// </typeparam>
/// <param name="EventType">
/// What happened, as the engine writes it: <c>configuration:registered</c>, <c>configuration:updated</c> or <c>configuration:deleted</c>. See <see cref="Kind"/>.
/// </param>
/// <param name="Id">The entry's id.</param>
/// <param name="Name">Its name, for people.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Schema">The JSON schema of its value.</param>
/// <param name="OldValue">The value before, with its placeholders filled in; null when there was none.</param>
/// <param name="NewValue">The value after, with its placeholders filled in; null when it is gone.</param>
/// <param name="Metadata">More about it; null for nothing.</param>
/// <param name="Type">The trigger's type: <c>configuration</c>.</param>
public sealed record ConfigurationChange<T>(
    [property: JsonPropertyName("event_type")] string EventType,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("description")] string Description,
    [property: JsonPropertyName("schema")] JsonElement? Schema = null,
    [property: JsonPropertyName("old_value")] T? OldValue = default,
    [property: JsonPropertyName("new_value")] T? NewValue = default,
    [property: JsonPropertyName("metadata")] JsonElement? Metadata = null,
    [property: JsonPropertyName("type")] string Type = "configuration")
{
    /// <summary>What happened to the entry; <see cref="ConfigurationEvents.None"/> for something that this version of the library does not know.</summary>
    [JsonIgnore]
    public ConfigurationEvents Kind => EventType switch
    {
        "configuration:registered" => ConfigurationEvents.Registered,
        "configuration:updated" => ConfigurationEvents.Updated,
        "configuration:deleted" => ConfigurationEvents.Deleted,
        _ => ConfigurationEvents.None,
    };
}
