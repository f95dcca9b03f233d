namespace Iii.DevEngine.Modules.Streams;

/// <summary>Items in groups of streams, triggers on their changes, and clients that see them change.</summary>
internal sealed class StreamModule : IEngineModule
{
    private static readonly InputShape s_binding = new(
        "StreamTriggerConfig", InputField.Required("stream_name"), InputField.Optional("group_id"), InputField.Optional("item_id"), InputField.Optional("condition_function_id"));

    private readonly BuiltInSource _changed = new("stream::on-changed", "Called when an item of a stream changes, or an event is sent to a stream");
    private readonly BuiltInSource _joined = new("stream::on-join", "Called when a client subscribes to a stream");
    private readonly BuiltInSource _left = new("stream::on-leave", "Called when a client does not subscribe to a stream any more");
    private readonly EngineCore _core;

    // Without a name of a stream the real engine breaks the connection; this is the same refusal, told.
    private readonly BindingSet _bindings = new(trigger => s_binding.Problem(trigger.Config) is null ? null : "Failed to deserialize stream trigger");

    public StreamModule(EngineCore core)
    {
        _core = core;
        Store = new StreamStore(core.Journal);
        var functions = new StreamFunctions(Store, new CustomStreams(core), core.Options.TimeProvider, Emit);
        var joins = new BindingSet();
        var leaves = new BindingSet();
        Endpoint = new StreamEndpoint(core, functions, new StreamPresence(core, joins, _joined), new StreamPresence(core, leaves, _left));
        Functions = functions.All;
        TriggerTypes = [new("stream:join", "Stream join trigger", joins), new("stream:leave", "Stream leave trigger", leaves), new("stream", "Stream trigger", _bindings)];
    }

    public string Name => "iii-stream";

    public StreamStore Store { get; }

    /// <summary>Where clients subscribe.</summary>
    public StreamEndpoint Endpoint { get; }

    public IReadOnlyList<BuiltInFunction> Functions { get; }

    public IReadOnlyList<BuiltInTriggerType> TriggerTypes { get; }

    public IReadOnlyList<BuiltInSource> Sources => [_changed, _joined, _left];

    private void Emit(StreamEvent @event)
    {
        RegisteredTrigger[] matching =
        [
            .. _bindings.All.Where(b =>
                b.Config.Text("stream_name") == @event.StreamName
                && (b.Config.Text("group_id") is null or "" || b.Config.Text("group_id") == @event.GroupId)
                && (b.Config.Text("item_id") is null or "" || b.Config.Text("item_id") == @event.Id)),
        ];
        if (matching.Length > 0)
        {
            _core.FireInSequence(matching, CanonicalJson.Make(@event.WriteTo));
        }

        if (_changed.IsObserved)
        {
            _changed.Raise(CanonicalJson.Make(@event.WriteForObservers), @event.Cause);
        }

        Endpoint.Notify(@event);
    }
}
