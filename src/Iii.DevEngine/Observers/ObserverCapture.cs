using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>Names the parts of a call that an observer wants in its envelope.</summary>
[Flags]
internal enum ObserverCapture
{
    None = 0,
    Input = 1,
    Output = 2,
    Error = 4,
    Caller = 8,
    Metadata = 16,
}

/// <summary>Holds what an observer captures, as it was written and as it is meant.</summary>
/// <param name="Names">As written, unknown names among them.</param>
/// <param name="Parts">What is known of it.</param>
internal sealed record CaptureList(IReadOnlyList<string> Names, ObserverCapture Parts)
{
    private static readonly (string Name, ObserverCapture Part)[] s_parts =
    [
        ("input", ObserverCapture.Input), ("output", ObserverCapture.Output), ("error", ObserverCapture.Error),
        ("caller", ObserverCapture.Caller), ("metadata", ObserverCapture.Metadata),
    ];

    public static CaptureList Default { get; } = Of(["input", "output", "caller"]);

    public static CaptureList Of(IReadOnlyList<string> names) =>
        new(names, names.Aggregate(ObserverCapture.None, static (all, name) => all | Array.Find(s_parts, p => p.Name == name).Part));

    /// <summary>Adds a part, unless it is captured already.</summary>
    public CaptureList With(string name) => Names.Contains(name, StringComparer.Ordinal) ? this : Of([.. Names, name]);

    /// <summary>Reads a list of names.</summary>
    /// <returns>Null when it is none.</returns>
    public static CaptureList? Read(JsonElement json) =>
        json.ValueKind is JsonValueKind.Array && json.EnumerateArray().All(static n => n.ValueKind is JsonValueKind.String)
            ? Of([.. json.EnumerateArray().Select(static n => n.GetString()!).Distinct(StringComparer.Ordinal)])
            : null;
}
