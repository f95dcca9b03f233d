using System.Text.Json;
using Iii.DevEngine.Invocations;

namespace Iii.DevEngine.Modules.Log;

/// <summary>What workers say for people to read, and triggers on it.</summary>
internal sealed class LogModule : IEngineModule
{
    private static readonly InputShape s_input = new(
        "OtelLogInput", InputField.Optional("trace_id"), InputField.Optional("span_id"), InputField.Required("message"), InputField.Optional("data", InputKind.Any), InputField.Optional("service_name"));

    private readonly BuiltInSource _logged = new("observability::on-log", "Called for each record of the log");
    private readonly EngineCore _core;
    private readonly BindingSet _bindings = new();

    public LogModule(EngineCore core)
    {
        _core = core;
        Functions = [Function("trace", 1), Function("debug", 5), Function("info", 9), Function("warn", 13), Function("error", 17)];
        TriggerTypes = [new("log", "Log event trigger", _bindings)];
    }

    public string Name => "iii-observability";

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public IReadOnlyList<BuiltInSource> Sources => [_logged];

    private BuiltInFunction Function(string level, int severity) => new($"engine::log::{level}", $"Records a message of the level {level}", s_input, call =>
    {
        Record(call, level, severity);
        return Outcome.Nothing;
    });

    private void Record(BuiltInCall call, string level, int severity)
    {
        // The level is meant exactly, not at least.
        RegisteredTrigger[] matching = [.. _bindings.All.Where(b => (b.Config.Text("level") ?? "all") is var wanted && (wanted == "all" || wanted == level))];
        if (matching.Length == 0 && !_logged.IsObserved)
        {
            return;
        }

        var time = (_core.Options.TimeProvider.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * TimeSpan.NanosecondsPerTick;
        var attributes = call.Input.Json("data") is { ValueKind: JsonValueKind.Object } data ? CanonicalJson.Copy(data) : (JsonElement?)null;
        var record = new LogRecord(
            time, severity, level.ToUpperInvariant(), call.Required("message"), attributes, call.Text("trace_id"), call.Text("span_id"), call.Text("service_name") ?? "unknown");
        if (_logged.IsObserved)
        {
            _logged.Raise(CanonicalJson.Make(writer => record.WriteTo(writer, level)), call);
        }

        var payload = CanonicalJson.Make(writer => record.WriteTo(writer));
        foreach (var trigger in matching)
        {
            // In the default namespace whatever the binding says, and without its condition: so does the real engine.
            _core.Background.Run(async cancellationToken => _core.LogFailure(trigger, await _core.InvokeAsync(
                EngineCore.DefaultNamespace, trigger.FunctionId, payload, metadata: trigger.Metadata, origin: InvocationOrigin.Of(InvocationKind.Trigger, trigger), cancellationToken: cancellationToken).ConfigureAwait(false)));
        }
    }
}
