using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Discovery;

/// <summary><c>engine::functions::list</c> and <c>engine::functions::info</c>.</summary>
internal sealed class FunctionQueries(EngineCore core, DiscoveryRows rows)
{
    private const int MaxBatch = 32;

    public Outcome List(BuiltInCall call)
    {
        var search = call.Text("search");
        string[] workers = [.. Texts(call.Input, "workers"), .. call.Text("worker") is { } worker ? new[] { worker } : []];
        var found = core.Functions.Values
            .Where(f => IsVisible(call, f))
            .Where(f => call.IsTrue("include_internal") || IsShown(f))
            .Where(f => f.Id.StartsWith(call.Text("prefix") ?? "", StringComparison.Ordinal))
            .Where(f => workers.Length == 0 || workers.Contains(rows.OwnerOf(f)))
            .Where(f => DiscoveryRows.Finds(search, f.Id, f.Description))
            .OrderBy(f => string.IsNullOrEmpty(search) ? 0 : Rank(f.Id, search))
            .ThenBy(f => f.Id, Utf8Order.Instance);
        return DiscoveryRows.ListOf("functions", found, rows.WriteFunction);
    }

    public Outcome Info(BuiltInCall call)
    {
        var space = call.Text("namespace");
        return (call.Text("function_id"), call.Input.Json("function_ids")) switch
        {
            (not null, not null) => Invalid("pass either `function_id` or `function_ids`, not both"),
            ({ } id, _) => Resolve(id, space) switch
            {
                ({ } function, _) when !IsVisible(call, function) => Outcome.Failed("FORBIDDEN", $"Function '{id}' is not visible to this session."),
                ({ } function, _) => Outcome.Of(writer => rows.WriteFunctionDetail(writer, function)),
                (_, var problem) => Outcome.Failed("NOT_FOUND", problem),
            },
            (_, { } ids) => Batch(call, [.. ids.EnumerateArray().Select(i => i.GetString()!).Distinct(StringComparer.Ordinal)], space),
            _ => Invalid("missing field `function_id` (or `function_ids` for a batch)"),
        };
    }

    private static Outcome Invalid(string message) => Outcome.Failed("INVALID_ARGUMENTS", message);

    // What a worker may not call it may not look at.
    private static bool IsVisible(BuiltInCall call, RegisteredFunction function) => call.Caller?.Access.Allows(function.Namespace, function.Id) != false;

    private static bool IsShown(RegisteredFunction function) =>
        (!function.Id.StartsWith("engine::", StringComparison.Ordinal) || function.Id.StartsWith("engine::queue::", StringComparison.Ordinal))
        && function.Metadata?.IsTrue("internal") != true;

    // A search for `state` finds `state::get` before whatever mentions state.
    private static int Rank(string id, string search) =>
        id.StartsWith(search, StringComparison.OrdinalIgnoreCase) || id.Split("::").Any(s => s.Equals(search, StringComparison.OrdinalIgnoreCase)) ? 0
        : id.Contains(search, StringComparison.OrdinalIgnoreCase) ? 1
        : 2;

    private static IEnumerable<string> Texts(JsonElement input, string name) => input.Json(name) is { } list ? list.EnumerateArray().Select(t => t.GetString()!) : [];

    private Outcome Batch(BuiltInCall call, string[] ids, string? space) =>
        ids.Length == 0 ? Invalid("`function_ids` must be a non-empty array of function ids")
        : ids.Length > MaxBatch ? Invalid($"too many function_ids (max {MaxBatch})")
        : DiscoveryRows.ListOf("functions", ids, (writer, id) =>
        {
            var function = Resolve(id, space).Function;
            if (function is not null && IsVisible(call, function))
            {
                rows.WriteFunctionDetail(writer, function);
                return;
            }

            writer.WriteStartObject();
            writer.WriteString("error", function is null ? "not_found" : "forbidden");
            writer.WriteString("function_id", id);
            writer.WriteEndObject();
        });

    private (RegisteredFunction? Function, string Problem) Resolve(string id, string? space)
    {
        RegisteredFunction[] found = [.. core.Functions.Values.Where(f => f.Id == id).OrderBy(f => f.Namespace, Utf8Order.Instance)];
        var function = Array.Find(found, f => f.Namespace == (space ?? EngineCore.DefaultNamespace)) ?? (space is null && found.Length == 1 ? found[0] : null);
        return (function, found.Length == 0
            ? $"Function '{id}' is not registered."
            : $"Function '{id}' is ambiguous: it is registered in namespace(s): {string.Join(", ", found.Select(f => f.Namespace))}. Pass `namespace` to select one.");
    }
}
