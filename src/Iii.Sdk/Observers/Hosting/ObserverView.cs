using System.Text;
using System.Text.Json;

namespace Iii.Observers;

/// <summary>Represents what the host of a function sees of one observer.</summary>
internal sealed record ObserverView
{
    public required string Id { get; init; }

    /// <summary>Gets the arguments, as JSON.</summary>
    public required byte[] Args { get; init; }

    /// <summary>Gets the filter in its normal form, as JSON.</summary>
    public required byte[] Filter { get; init; }

    /// <summary>Gets the id of the target; its namespace is not disclosed.</summary>
    public required string Target { get; init; }

    public required Captures Capture { get; init; }

    /// <summary>Gets the outcomes that the observer fires on, as the protocol writes them.</summary>
    public required string On { get; init; }

    /// <summary>Reads a view. Words that this version does not know are no error: an unknown part captures nothing.</summary>
    /// <returns>Null when it has no id or no target.</returns>
    public static ObserverView? Read(JsonElement view)
    {
        if (view.ValueKind is not JsonValueKind.Object || Text(view, "id") is not { } id || Text(view, "target") is not { } target)
        {
            return null;
        }

        return new ObserverView
        {
            Id = id,
            Args = Json(view, "args"),
            Filter = Json(view, "filters"),
            Target = target,
            Capture = ReadCapture(view),
            On = Text(view, "on") ?? "success",
        };
    }

    /// <summary>
    /// Tells whether the observer fires on a call that ended so. Outcomes that this version does not know accept no call.
    /// </summary>
    public bool Accepts(Outcomes outcome) => ObserverWords.OutcomesOf(On) is { } accepted && (accepted & outcome) is not 0;

    private static Captures ReadCapture(JsonElement view)
    {
        if (!view.TryGetProperty("capture", out var parts) || parts.ValueKind is not JsonValueKind.Array)
        {
            return Captures.Default;
        }

        var capture = Captures.None;
        foreach (var part in parts.EnumerateArray())
        {
            capture |= part.ValueKind is JsonValueKind.String ? ObserverWords.CaptureOf(part.GetString()) : Captures.None;
        }

        return capture;
    }

    private static string? Text(JsonElement view, string name) =>
        view.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;

    private static byte[] Json(JsonElement view, string name) =>
        view.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? Encoding.UTF8.GetBytes(value.GetRawText())
            : "{}"u8.ToArray();
}
