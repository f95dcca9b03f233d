using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>What signals do to a worker that is busy. They reach the whole process, so nothing else runs beside.</summary>
[Collection(AloneCollection.Name)]
public sealed class SignalTests
{
    // A shell keeps SIGINT from what it runs in the background.
    private const string Signal = "TERM";

    [Fact]
    public async Task The_first_signal_lets_calls_finish_and_the_second_ends_them()
    {
        if (OperatingSystem.IsWindows())
        {
            // There are no signals to send to a process alone.
            return;
        }

        var engine = new FakeEngine();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<ReadOnlyMemory<byte>>();
        await using var worker = IIIWorker.Create("ws://localhost:1", options =>
        {
            options.Transport = engine;
            options.LoggerFactory = NullLoggerFactory.Instance;
            options.DrainTimeout = TimeSpan.FromHours(1);
        });
        worker.RegisterRawFunction("f::echo", (payload, _) => ValueTask.FromResult(payload));
        worker.RegisterRawFunction("f::never", (_, _) =>
        {
            begun.SetResult();
            return new ValueTask<ReadOnlyMemory<byte>>(never.Task);
        });
        var running = worker.RunAsync();
        var session = await engine.NextSessionAsync();
        session.SendCall(1, "f::never");
        await begun.Task.WaitAsync(TestTimeout.Default);

        await SendAsync(Signal);

        // It takes no more calls; the one that runs is waited for.
        string answer;
        do
        {
            session.SendCall(2, "f::echo");
            (var number, answer) = await session.NextAnswerAsync();
            Assert.Equal(2, number);
        }
        while (answer is "{}");
        Assert.Equal(IIIErrorCodes.InvocationStopped, answer);
        Assert.False(running.IsCompleted);

        await SendAsync(Signal);
        await running.WaitAsync(TestTimeout.Default);
        while (await session.NextAnswerAsync() is var (number, code) && number != 1)
        {
            Assert.Equal(IIIErrorCodes.InvocationStopped, code);
        }
    }

    private static async Task SendAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Environment.ProcessId.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }
}
