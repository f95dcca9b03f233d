using Microsoft.Extensions.Logging;

namespace Iii.Tests;

/// <summary>A service of which each call has its own.</summary>
public sealed class Basket : IDisposable
{
    private int _count;

    public bool IsDisposed { get; private set; }

    public int Add() => ++_count;

    public void Dispose() => IsDisposed = true;
}

/// <summary>What the tests host, written as a user would.</summary>
public sealed class BasketFunctions(Basket basket, ILogger<BasketFunctions> logger)
{
    [IIIFunction("basket::add")]
    public int Add([FromServices] Basket same)
    {
        Added(logger);
        return basket.Add() + (same == basket ? 0 : 100);
    }

    private static void Added(ILogger logger) => LoggerMessage.Define(LogLevel.Information, new EventId(1), "added")(logger, null);
}

public static class HostedFunctions
{
    [IIIFunction("hosted::wait")]
    public static async Task<string> WaitAsync([FromServices] Gate gate, CancellationToken stop)
    {
        gate.Begun.TrySetResult();
        await gate.Go.Task.WaitAsync(stop);
        return "done";
    }
}

/// <summary>Holds a call up until the test lets it go.</summary>
public sealed class Gate
{
    public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Go { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
