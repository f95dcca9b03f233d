using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Iii.DevEngine.Observers;

/// <summary>
/// Represents one item of <c>invocationsobserved</c>: a call that stayed in its worker, and the observers that the worker found for it.
/// </summary>
/// <param name="Matched">The ids of the observers, each once.</param>
internal sealed record ObservedReport(ObservedCall Call, IReadOnlyList<string> Matched)
{
    /// <summary>Reads an item.</summary>
    /// <param name="worker">The worker that sent it.</param>
    /// <param name="item">The item.</param>
    /// <param name="report">What it reports.</param>
    /// <param name="problem">What is wrong with it.</param>
    public static bool TryRead(WorkerConnection worker, JsonElement item, [NotNullWhen(true)] out ObservedReport? report,
        [NotNullWhen(false)] out string? problem)
    {
        report = null;
        problem = Problem(item);
        if (problem is not null)
        {
            return false;
        }

        var key = (item.Text("namespace") ?? worker.Namespace ?? EngineCore.DefaultNamespace,
            worker.Access.WithPrefix(item.Text("function_id")!));
        var isError = item.Text("status") == "error";
        var input = Value(item, "input");
        var error = item.Json("error");
        report = new ObservedReport(
            new ObservedCall(key, item.Text("invocation_id")!)
            {
                Input = input,
                Caller = CallerInfo.Stamp(CallerInfo.Read(item.Json("caller") ?? default), worker),
                Metadata = item.Json("metadata"),
                Depth = item.Json("observe_depth") is { ValueKind: JsonValueKind.Number } json && json.TryGetInt32(out var depth)
                    ? Math.Max(depth, 0) : 0,
                TraceParent = item.Text("traceparent"),
                Baggage = item.Text("baggage"),
                StartedAtMs = (long)item.GetProperty("started_at_ms").GetDouble(),
                DurationMs = item.GetProperty("duration_ms").GetDouble(),
                IsError = isError,
                Output = isError ? null : item.IsTrue("output_is_input") ? input : Value(item, "output"),
                Error = isError && error is { } value && FrameShapes.IsError(value) ? value : null,
            },
            Ids(item));
        return true;
    }

    private static IReadOnlyList<string> Ids(JsonElement item) => item.Json("matched") is { ValueKind: JsonValueKind.Array } ids
        ? [.. ids.EnumerateArray().Where(static i => i.ValueKind is JsonValueKind.String).Select(static i => i.GetString()!).Distinct(StringComparer.Ordinal)]
        : [];

    /// <summary>A value that is there, null among them.</summary>
    private static Payload? Value(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? new Payload(value) : null;

    private static string? Problem(JsonElement item) =>
        item.Text("function_id") is null ? "'function_id' is missing"
        : item.Text("invocation_id") is null ? "'invocation_id' is missing"
        : item.Text("status") is not ("success" or "error") ? "'status' is neither success nor error"
        : item.Json("started_at_ms") is not { ValueKind: JsonValueKind.Number } ? "'started_at_ms' is missing"
        : item.Json("duration_ms") is not { ValueKind: JsonValueKind.Number } ? "'duration_ms' is missing"
        : null;
}
