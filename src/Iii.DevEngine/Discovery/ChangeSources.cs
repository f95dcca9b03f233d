using System.Text.Json;
using Iii.DevEngine.Modules;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Discovery;

/// <summary>Tells observers what changes in the engine: functions, workers, and observers themselves.</summary>
internal sealed class ChangeSources
{
    private readonly BuiltInSource _functions = new("engine::on-functions-changed", "Called when functions are registered or unregistered");
    private readonly BuiltInSource _workers = new("engine::on-workers-changed", "Called when a worker connects or disconnects");
    private readonly BuiltInSource _observers = new("engine::on-observers-changed", "Called when an observer is in a new state");
    private readonly EngineCore _core;
    private readonly Func<JsonElement> _functionsChanged;
    private int _isPending;

    /// <param name="core">The engine.</param>
    /// <param name="functionsChanged">Makes the event that lists all functions.</param>
    public ChangeSources(EngineCore core, Func<JsonElement> functionsChanged)
    {
        (_core, _functionsChanged) = (core, functionsChanged);
        core.FunctionsChanged += OnFunctionsChanged;
        core.WorkerChanged += OnWorkerChanged;
        core.Observers.Changed += OnObserverChanged;
    }

    public IReadOnlyList<BuiltInSource> All => [_functions, _workers, _observers];

    /// <summary>Makes the event about a worker.</summary>
    public static JsonElement WorkerEvent(string name, string workerId) => CanonicalJson.Make(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("event", name);
        writer.WriteString("worker_id", workerId);
        writer.WriteEndObject();
    });

    // Of many changes in a row there is one event, which lists what is there after the last.
    private void OnFunctionsChanged()
    {
        if (_functions.IsObserved && Interlocked.Exchange(ref _isPending, 1) == 0
            && !_core.Background.Run(_ => RaiseFunctionsChangedAsync()))
        {
            Volatile.Write(ref _isPending, 0);
        }
    }

    private Task RaiseFunctionsChangedAsync()
    {
        Volatile.Write(ref _isPending, 0);
        _functions.Raise(_functionsChanged());
        return Task.CompletedTask;
    }

    private void OnWorkerChanged(string name, string workerId)
    {
        if (_workers.IsObserved && name is "worker_connected" or "worker_disconnected")
        {
            _workers.Raise(WorkerEvent(name, workerId));
        }
    }

    private void OnObserverChanged(ObserverChange change)
    {
        if (!_observers.IsObserved)
        {
            return;
        }

        var request = change.Request;
        var @event = CanonicalJson.Make(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("function_id", request.Source.Id);
            writer.WriteString("namespace", request.Source.Namespace);
            writer.WriteString("observer_id", request.Id);
            ObserverFrames.WriteReason(writer, "reason", change.Reason);
            writer.WriteString("state", change.State.ToWire());
            writer.WriteString("target", request.Target.Id);
            writer.WriteEndObject();
        });

        // An observer that an activation has used up is one step further from what nobody caused.
        _observers.Raise(@event, change.Reason is { Code: ObserveCodes.MaxFires } ? change.Depth + 1 : 0);
    }
}
