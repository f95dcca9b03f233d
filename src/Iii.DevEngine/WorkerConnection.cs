using System.Text.Json;
using Iii.DevEngine.Access;
using Microsoft.Extensions.Logging;

namespace Iii.DevEngine;

// A source without a timer holds nothing, and calls that end late may still ask its token.
#pragma warning disable CA1001
/// <summary>One connected worker: its socket, and what the engine knows of it.</summary>
internal sealed partial class WorkerConnection(WorkerSocket socket, string? address, EngineLimits limits, ILogger logger)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inProcessCalls;

    public string Id { get; } = Guid.NewGuid().ToString();

    /// <summary>What people are told that it is: its name, as far as it has said it.</summary>
    public string Label => Name ?? Id;

    public string ReattachToken { get; } = Guid.NewGuid().ToString();

    public string? Address { get; } = address;

    /// <summary>What it may call and register.</summary>
    public required WorkerAccess Access { get; init; }

    /// <summary>Counts the frames that are on their way.</summary>
    public EngineActivity? Activity { get; init; }

    public long ConnectedAt { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>The namespace; null until the worker has named it or the grace is over.</summary>
    public string? Namespace { get; set; }

    /// <summary>Where it has its name, which it may have a moment before its namespace.</summary>
    public string? ClaimedNamespace { get; set; }

    /// <summary>Registrations that wait for the namespace.</summary>
    public Queue<(JsonElement Frame, int Length)> WaitingRegistrations { get; } = new();

    /// <summary>What <see cref="WaitingRegistrations"/> takes.</summary>
    public Backlog WaitingForNamespace { get; } = new(limits.WaitingRegistrationBytes);

    /// <summary>The calls of the worker that are under way.</summary>
    public Backlog OpenCalls { get; } = new(limits.OpenCallBytes);

    /// <summary>The answers to the worker that it has not read yet.</summary>
    public Backlog UnreadAnswers { get; } = new(limits.UnreadAnswerBytes);

    /// <summary>What the worker supports, as far as the engine does too; nothing until it has said so.</summary>
    public ProtocolFeatures Features { get; set; }

    public ITimer? Grace { get; set; }

    /// <summary>Ends the connection in favour of another one of the same worker.</summary>
    public Action? Evict { get; set; }

    public string? Name { get; set; }

    public string? Description { get; set; }

    public string? Runtime { get; set; }

    public string? Version { get; set; }

    public string? Os { get; set; }

    public string? Isolation { get; set; }

    public long? Pid { get; set; }

    /// <summary>The connection is being cleaned up: what it has not answered by now ends.</summary>
    public bool IsLeaving => _leaving.IsCancellationRequested;

    /// <summary>Ends when the clean-up begins.</summary>
    public CancellationToken Leaving => _leaving.Token;

    /// <summary>Completes when the connection was cleaned up after its end.</summary>
    public Task Ended => _ended.Task;

    /// <summary>From now on every new call of it or to it sees that it goes.</summary>
    public void Leave()
    {
        _leaving.Cancel();
        Interlocked.MemoryBarrier();
    }

    /// <summary>How many of the engine's own functions run for it.</summary>
    public int InProcessCalls => Volatile.Read(ref _inProcessCalls);

    public void CountInProcess(int change) => Interlocked.Add(ref _inProcessCalls, change);

    public void HasEnded() => _ended.TrySetResult();
}
