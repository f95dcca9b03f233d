using System.Runtime.InteropServices;

namespace Iii.DevEngine.Tests;

/// <summary>An engine within another program.</summary>
public sealed class SignalTests
{
    // One that no shell keeps from what it runs in the background.
    private const int Sigterm = 15;

    [Fact]
    public async Task Signals_stay_with_the_program_that_embeds_it()
    {
        var seen = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);

        // Handlers are asked from the last one to the first: this one sees what the engine's would have done, and keeps the tests alive.
        using var first = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context =>
        {
            seen.TrySetResult(context.Cancel);
            context.Cancel = true;
        });
        await using var engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        Assert.Equal(0, Kill(Environment.ProcessId, Sigterm));
        Assert.False(await seen.Task.WaitAsync(TestTimeout.Default), "The engine took the signal for itself: a program that embeds it would not end.");
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int processId, int signal);
}
