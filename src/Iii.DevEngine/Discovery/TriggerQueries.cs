using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Discovery;

/// <summary><c>engine::triggers::list</c> and <c>engine::triggers::info</c>: the types of triggers.</summary>
internal sealed class TriggerQueries(EngineCore core, DiscoveryRows rows)
{
    public Outcome List(BuiltInCall call)
    {
        var found = core.Triggers.Types
            .Where(t => call.IsTrue("include_internal") || !t.Id.StartsWith("engine::", StringComparison.Ordinal))
            .Where(t => t.Id.StartsWith(call.Text("prefix") ?? "", StringComparison.Ordinal))
            .Where(t => call.Text("worker") is not { } worker || DiscoveryRows.ProviderOf(t) == worker)
            .Where(t => DiscoveryRows.Finds(call.Text("search"), t.Id, t.Description))
            .OrderBy(t => t.Id, Utf8Order.Instance);
        return DiscoveryRows.ListOf("triggers", found, DiscoveryRows.WriteTriggerType);
    }

    public Outcome Info(BuiltInCall call)
    {
        var id = call.Required("id");
        var space = call.Text("namespace") ?? EngineCore.DefaultNamespace;
        return core.Triggers.Types.FirstOrDefault(t => t.Id == id && t.Namespace == space) is { } type
            ? Outcome.Of(writer => rows.WriteTriggerTypeDetail(writer, type))
            : Outcome.Failed("NOT_FOUND", $"Trigger type '{id}' is not registered in namespace '{space}'.");
    }
}
