using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Discovery;

/// <summary><c>engine::registered-triggers::…</c>, and the functions that bind and unbind for good.</summary>
internal sealed class BindingQueries(EngineCore core, DiscoveryRows rows)
{
    public Outcome List(BuiltInCall call)
    {
        var found = LiveBindings.Of(core)
            .Where(t => call.IsTrue("include_internal") || !t.FunctionId.StartsWith("engine::", StringComparison.Ordinal))
            .Where(t => call.Text("trigger_type") is not { } type || t.Type == type)
            .Where(t => call.Text("function_id") is not { } function || t.FunctionId == function)
            .Where(t => call.Text("worker") is not { } worker || rows.OwnerOf(t) == worker)
            .Where(t => DiscoveryRows.Finds(call.Text("search"), t.Id, t.Type, t.FunctionId))
            .OrderBy(t => t.Id, Utf8Order.Instance);
        return DiscoveryRows.ListOf("registered_triggers", found, rows.WriteBinding);
    }

    public Outcome Info(BuiltInCall call)
    {
        var id = call.Required("id");
        if (LiveBindings.Of(core).FirstOrDefault(t => t.Id == id) is not { } trigger)
        {
            return Outcome.Failed("NOT_FOUND", $"Registered trigger '{id}' was not found.");
        }

        var function = core.Functions.GetValueOrDefault((trigger.TargetNamespace, trigger.FunctionId));
        var type = trigger.Provider;
        return Outcome.Object(writer =>
        {
            writer.WriteField("config", trigger.Config);
            writer.WritePropertyName("function");
            if (function is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                rows.WriteFunctionDetail(writer, function);
            }

            writer.WriteString("function_id", trigger.FunctionId);
            writer.WriteString("id", trigger.Id);
            writer.WriteOptional("metadata", trigger.Metadata);
            writer.WritePropertyName("trigger");
            if (type is null)
            {
                writer.WriteNullValue();
            }
            else
            {
                rows.WriteTriggerTypeDetail(writer, type);
            }

            writer.WriteString("trigger_type", trigger.Type);
            writer.WriteString("worker_name", rows.OwnerOf(trigger));
        });
    }

    /// <summary>Binds in the name of nobody: the binding outlives the caller.</summary>
    public async ValueTask<Outcome> RegisterAsync(BuiltInCall call, CancellationToken cancellationToken)
    {
        var type = call.Required("trigger_type");
        if (call.Caller?.Access.Grants.AllowedTriggerTypes is { } allowed && !allowed.Contains(type, StringComparer.Ordinal))
        {
            return Outcome.Failed("FORBIDDEN", $"Trigger type '{type}' is not allowed for this session.");
        }

        if (!core.Rules.ServesTriggers)
        {
            return TriggerRegistry.NotServed(type);
        }

        var id = Guid.NewGuid().ToString();
        var config = CanonicalJson.Copy(call.Input.Json("config") ?? default);
        var trigger = new RegisteredTrigger(id, type, call.Caller?.Access.WithPrefix(call.Required("function_id")) ?? call.Required("function_id"), config, EngineCore.DefaultNamespace, null)
        {
            Metadata = call.Input.Json("metadata") is { } metadata ? CanonicalJson.Copy(metadata) : null,
            ProviderNamespace = call.Text("trigger_namespace"),
        };
        return await core.Triggers.AddAndWaitAsync(trigger, core.Options.TimeProvider, cancellationToken).ConfigureAwait(false) is { } problem
            ? Outcome.Failed("trigger_registration_failed", problem)
            : Outcome.Object(writer => writer.WriteString("id", id));
    }

    public Outcome Unregister(BuiltInCall call) => Outcome.Object(writer => writer.WriteBoolean("removed", core.Triggers.Remove(call.Required("id"))));
}
