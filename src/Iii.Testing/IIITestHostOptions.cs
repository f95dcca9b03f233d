using Iii.DevEngine;

namespace Iii.Testing;

/// <summary>How a test's engine and workers are set up.</summary>
public sealed record IIITestHostOptions
{
    /// <summary>The engine's modules: queues, http rules, ports with rules for workers and so on. Its ports are numbers within the host; nothing listens on the machine. Its clock is the host's.</summary>
    public IIIDevEngineOptions Engine { get; init; } = new();

    /// <summary>Gets the release of iii that the engine behaves as, so that a worker can be tested against each.
    /// Default: null, what <see cref="Engine"/> selects.</summary>
    public IIIEngineGeneration? Generation { get; init; }

    /// <summary>Sets options of the host's worker: its name, its services, its limits. Runs after the host's own settings, among them <see cref="IIIWorkerOptions.TimeProvider"/>. Default: nothing.</summary>
    public Action<IIIWorkerOptions>? ConfigureWorker { get; init; }

    /// <summary>The clock, for tests that give it to their classes before there is a host. Default: one of the host's own.</summary>
    public IIITestClock? Clock { get; init; }

    /// <summary>How many calls are kept for <see cref="IIITestHost.Invocations"/>; the oldest go first. Default: 10,000. Their payloads have 64 MiB together at most.</summary>
    public int MaxRecordedInvocations { get; init; } = 10_000;

    /// <summary>Where log messages go line by line, from the engine and all workers, with the exceptions of handlers: xunit's <c>output.WriteLine</c>. Default: nowhere; waits that end in vain
    /// say what was logged.</summary>
    public Action<string>? Output { get; init; }
}
