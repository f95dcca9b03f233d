using System.Text.Json;
using Iii.DevEngine.Invocations;
using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Modules;

/// <summary>
/// Represents a private function of the engine that is called once for each event and returns it, so that observers get it.
/// </summary>
internal sealed class BuiltInSource(string id, string description)
{
    private EngineCore? _core;
    private RegisteredFunction? _function;

    public string Id => id;

    /// <summary>What the args of its observers are; null when it takes none.</summary>
    public InputShape? Args { get; init; }

    /// <summary>What serves each observer by itself; null when an event is offered to all of them.</summary>
    public IEventSource? Source { get; init; }

    /// <summary>Whether anybody observes it at the moment. If not, an event need not even be composed.</summary>
    public bool IsObserved => _function?.Observed is { IsObserved: true } observed && observed.Host == _function;

    /// <summary>Makes the function.</summary>
    public RegisteredFunction Register(EngineCore core, string moduleName)
    {
        _core = core;
        return _function = new RegisteredFunction(EngineCore.DefaultNamespace, id, null,
            static (call, _) => ValueTask.FromResult(Outcome.Stored(call.Input)))
        {
            Description = description,
            ModuleName = moduleName,
            IsPrivate = true,
            ArgsFormat = Args is null ? null : ArgsFormat.Read(Args.ToSchema(isClosed: true), out _),
            Source = Source,
        };
    }

    /// <summary>Calls the function with an event, beside what runs now.</summary>
    /// <param name="event">The event.</param>
    /// <param name="cause">The call that caused it, whose trace and depth it has; nothing for an event of the engine itself.</param>
    public void Raise(JsonElement @event, BuiltInCall cause = default) => Raise(@event, cause.Depth, cause.TraceParent, cause.Baggage);

    /// <summary>Calls the function with an event, beside what runs now.</summary>
    /// <param name="event">The event.</param>
    /// <param name="depth">How many activations stand between the event and a call that no observer caused.</param>
    /// <param name="traceParent">The trace that the event belongs to.</param>
    /// <param name="baggage">What goes along with the trace.</param>
    public void Raise(JsonElement @event, int depth, string? traceParent = null, string? baggage = null)
    {
        var core = _core!;
        var context = depth == 0 ? null : new CallContext(null, depth);
        core.Background.Run(cancellationToken => core.InvokeAsync(
            EngineCore.DefaultNamespace, id, @event, traceParent: traceParent, baggage: baggage,
            origin: new InvocationOrigin(InvocationKind.Engine), context: context, cancellationToken: cancellationToken));
    }
}
