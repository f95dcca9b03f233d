using System.Text.Json;

namespace Iii.DevEngine.Tests.Observers;

/// <summary>Waits for what follows from the end of a connection, which nobody is told of: asks until it is so.</summary>
internal static class ObserverScenarioWaits
{
    private const int Attempts = 10_000;

    /// <summary>Returns when an observer is in a state.</summary>
    public static async Task UntilAsync(RawWorker worker, string id, string state)
    {
        for (var i = 0; i < Attempts; i++)
        {
            if ((await ObserverScenario.GetAsync(worker, id)) is var observer && observer.TryGetProperty("state", out var now)
                && now.GetString() == state)
            {
                return;
            }
        }

        Assert.Fail($"the observer {id} is not {state}");
    }

    /// <summary>Returns when a function of the engine says so.</summary>
    public static async Task UntilResultAsync(RawWorker worker, string function, string data, Func<JsonElement, bool> isSo)
    {
        for (var i = 0; i < Attempts; i++)
        {
            if ((await worker.CallAsync(function, data)).TryGetProperty("result", out var result) && isSo(result))
            {
                return;
            }
        }

        Assert.Fail($"{function} does not say so");
    }

    /// <summary>Returns when a worker is not connected any more.</summary>
    public static async Task UntilGoneAsync(RawWorker worker, string name)
    {
        for (var i = 0; i < Attempts; i++)
        {
            if ((await worker.CallAsync("engine::workers::info", $$"""{"name":"{{name}}"}""")).TryGetProperty("error", out _))
            {
                return;
            }
        }

        Assert.Fail($"the worker {name} is still connected");
    }
}
