using System.Text.Json;
using Iii.DevEngine;

namespace Iii.Testing;

/// <summary>
/// Registers functions that no worker has but a test answers, so that they can be observed, and observers can run them. A worker that
/// registers such a function takes its place.
/// </summary>
internal sealed class StandIns
{
    private static readonly JsonElement s_internal = JsonElement.Parse("""{"internal":true}""");

    private readonly Lock _gate = new();
    private readonly Dictionary<string, StandIn> _all = new(StringComparer.Ordinal);

    /// <summary>Registers a function wherever it is missing.</summary>
    /// <returns>Ends the registration when it is disposed, unless another one needs it.</returns>
    public IDisposable Add(EngineCore core, string functionId)
    {
        lock (_gate)
        {
            if (!_all.TryGetValue(functionId, out var standIn))
            {
                _all[functionId] = standIn = new StandIn(core, functionId);
            }

            standIn.Register();
            standIn.Uses++;
        }

        return new Undo(() => Remove(functionId));
    }

    private void Remove(string functionId)
    {
        lock (_gate)
        {
            if (_all.TryGetValue(functionId, out var standIn) && --standIn.Uses == 0)
            {
                _all.Remove(functionId);
                standIn.Unregister();
            }
        }
    }

    private sealed class StandIn(EngineCore core, string functionId)
    {
        private readonly List<RegisteredFunction> _functions = [];

        public int Uses { get; set; }

        public void Register()
        {
            var spaces = core.Workers.Values.Select(w => w.Namespace).OfType<string>()
                .Concat(core.Observers.NamespacesWaitingFor(functionId))
                .Append(EngineCore.DefaultNamespace);
            foreach (var space in spaces.Distinct(StringComparer.Ordinal))
            {
                // What the test answers never comes here; when it does not answer any more, it is as if there were no function.
                var function = new RegisteredFunction(space, functionId, null, (_, _) =>
                    ValueTask.FromResult(Outcome.Failed("function_not_found", $"Function {functionId} not found in namespace {space}")))
                {
                    Metadata = s_internal,
                };
                if (core.Functions.TryAdd((space, functionId), function))
                {
                    _functions.Add(function);
                    core.Host(function);
                }
            }
        }

        public void Unregister()
        {
            foreach (var function in _functions)
            {
                core.Forget(function);
            }
        }
    }
}
