using Iii.DevEngine.Observers;

namespace Iii.DevEngine.Discovery;

/// <summary>Finds the bindings that deliver: triggers, and the observers that workers of 0.26 and later send in their place.</summary>
internal static class LiveBindings
{
    public static IReadOnlyList<RegisteredTrigger> Of(EngineCore core) =>
        [.. core.Triggers.Live, .. core.Observers.All.Where(IsBinding).Select(o => AsTrigger(core, o))];

    // What was a trigger frame of 0.25 is among the triggers already.
    private static bool IsBinding(Observer observer) =>
        observer is { State: not (Observers.ObserverState.Error or Observers.ObserverState.Disposed),
            Request: { Trigger: not null, Legacy: null } };

    private static RegisteredTrigger AsTrigger(EngineCore core, Observer observer)
    {
        var (request, trigger) = (observer.Request, observer.Request.Trigger!);
        return new RegisteredTrigger(request.Id, trigger.Type, request.Target.Id, trigger.Config, request.Target.Namespace,
            observer.Owner.Connection)
        {
            Metadata = request.Metadata,
            Provider = core.Triggers.Types.FirstOrDefault(t => t.Id == trigger.Type && t.Namespace == EngineCore.DefaultNamespace),
        };
    }
}
