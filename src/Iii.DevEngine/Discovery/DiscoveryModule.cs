using System.Text.Json;
using Iii.DevEngine.Modules;

namespace Iii.DevEngine.Discovery;

/// <summary>Lists and details of what is registered, triggers on its changes, and bindings that outlive their maker.</summary>
internal sealed class DiscoveryModule : IEngineModule
{
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromSeconds(5);
    private static readonly InputField s_search = InputField.Optional("search");
    private static readonly InputField s_prefix = InputField.Optional("prefix");
    private static readonly InputField s_worker = InputField.Optional("worker");
    private static readonly InputField s_namespace = InputField.Optional("namespace");
    private static readonly InputField s_internal = InputField.Optional("include_internal", InputKind.Flag);

    private readonly EngineCore _core;
    private readonly ChangeSources _changes;
    private readonly BindingSet _workersAvailable = new();
    private readonly BindingSet _functionsAvailable = new();

    public DiscoveryModule(EngineCore core)
    {
        _core = core;
        var rows = new DiscoveryRows(core);
        var functions = new FunctionQueries(core, rows);
        var workers = new WorkerQueries(core, rows);
        var triggers = new TriggerQueries(core, rows);
        var bindings = new BindingQueries(core, rows);
        core.WorkerChanged += OnWorkerChanged;
        _changes = new ChangeSources(core, Payload);
        Functions =
        [
            new("engine::functions::list", "Lists functions", new("FunctionsListInput", s_search, s_prefix, s_worker, InputField.Optional("workers", InputKind.Texts), s_internal), functions.List),
            new("engine::functions::info", "Describes functions", new("FunctionInfoInput", InputField.Optional("function_id"), InputField.Optional("function_ids", InputKind.Texts), s_namespace), functions.Info),
            new("engine::workers::list", "Lists workers", new("WorkersListInput", s_search, InputField.Optional("runtime"), InputField.Optional("status")), workers.List),
            new("engine::workers::info", "Describes a worker", new("WorkerInfoInput", InputField.Required("name"), s_namespace), workers.Info),
            new("engine::triggers::list", "Lists trigger types", new("TriggersListInput", s_search, s_prefix, s_worker, s_internal), triggers.List),
            new("engine::triggers::info", "Describes a trigger type", new("TriggerInfoInput", InputField.Required("id"), s_namespace), triggers.Info),
            new("engine::registered-triggers::list", "Lists bindings", new("RegisteredTriggersListInput", s_search, InputField.Optional("trigger_type"), InputField.Optional("function_id"), s_worker, s_internal), bindings.List),
            new("engine::registered-triggers::info", "Describes a binding", new("RegisteredTriggerInfoInput", InputField.Required("id")), bindings.Info),
            new("engine::register_trigger", "Binds a function to a trigger until it is unbound", new("RegisterTriggerInput", InputField.Required("trigger_type"), InputField.Required("function_id"), InputField.Optional("config", InputKind.Any), InputField.Optional("metadata", InputKind.Any), InputField.Optional("trigger_namespace")), bindings.RegisterAsync),
            new("engine::unregister_trigger", "Ends a binding", new("UnregisterTriggerInput", InputField.Required("id"), InputField.Optional("trigger_type")), bindings.Unregister),
            .. core.Observers.IsEnabled ? new ObserverQueries(core).Functions : [],
        ];
        TriggerTypes =
        [
            new("engine::functions-available", "Triggered when functions are registered/unregistered", _functionsAvailable),
            new("engine::workers-available", "Triggered when workers connect/disconnect", _workersAvailable),
        ];
        Rows = rows;
    }

    public string Name => "iii-engine-functions";

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public IReadOnlyList<BuiltInSource> Sources => _changes.All;

    private DiscoveryRows Rows { get; }

    /// <inheritdoc/>
    public void Start() => _core.Background.Run(PollAsync);

    private void OnWorkerChanged(string name, string workerId)
    {
        if (_workersAvailable.IsEmpty)
        {
            return;
        }

        var payload = ChangeSources.WorkerEvent(name, workerId);
        foreach (var trigger in _workersAvailable.All)
        {
            _core.FireInBackground(trigger, payload);
        }
    }

    // As there: what comes and goes between two looks is not seen, nor is a change of anything but the ids.
    private async Task PollAsync(CancellationToken cancellationToken)
    {
        var known = Ids();
        while (true)
        {
            await EngineActivity.DelayAsync(_core.Options.Activity, s_pollInterval, _core.Options.TimeProvider, cancellationToken).ConfigureAwait(false);
            var now = Ids();
            if (now.SetEquals(known))
            {
                continue;
            }

            known = now;
            if (_functionsAvailable.IsEmpty)
            {
                continue;
            }

            var payload = Payload();
            foreach (var trigger in _functionsAvailable.All)
            {
                _core.FireInBackground(trigger, payload);
            }
        }
    }

    private HashSet<(string, string)> Ids() => [.. _core.Functions.Keys];

    private JsonElement Payload() => CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("event", "functions_changed");
        DiscoveryRows.WriteArray(writer, "functions", _core.Functions.Values, f => Rows.WriteFunction(writer, f));
        writer.WriteEndObject();
    });
}
