using Iii.DevEngine.Modules.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.DevEngine.Tests;

/// <summary>What the engine does beside its answers.</summary>
public sealed class BackgroundWorkTests
{
    [Fact]
    public async Task Work_begins_in_order_and_does_not_wait_for_the_end_of_what_came_before()
    {
        await using var background = new BackgroundWork(100, NullLogger.Instance, new Journal(null, NullLogger.Instance));
        var order = new List<int>();
        var last = new TaskCompletionSource();
        for (var i = 0; i < 10; i++)
        {
            var number = i;
            background.Run(async stopping =>
            {
                order.Add(number);
                if (number == 9)
                {
                    last.SetResult();
                }

                await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            });
        }

        await last.Task.WaitAsync(TestTimeout.Default);
        Assert.Equal(Enumerable.Range(0, 10), order);
    }

    [Fact]
    public async Task No_more_runs_at_once_than_may()
    {
        await using var background = new BackgroundWork(1, NullLogger.Instance, new Journal(null, NullLogger.Instance));
        var first = new TaskCompletionSource();
        Assert.True(background.Run(_ => first.Task));
        Assert.False(background.Run(_ => Task.CompletedTask));
        first.SetResult();
        var ran = new TaskCompletionSource();
        await Eventually.TrueAsync(() => background.Run(_ =>
        {
            ran.SetResult();
            return Task.CompletedTask;
        }));

        await ran.Task.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task The_end_waits_for_all_of_it_and_a_failure_harms_nobody()
    {
        var background = new BackgroundWork(100, NullLogger.Instance, new Journal(null, NullLogger.Instance));
        var ended = false;
        background.Run(_ => throw new InvalidOperationException());
        background.Run(async stopping =>
        {
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
            }
            finally
            {
                ended = true;
            }
        });
        var started = new TaskCompletionSource();
        background.Run(_ =>
        {
            started.SetResult();
            return Task.CompletedTask;
        });
        await started.Task.WaitAsync(TestTimeout.Default);
        await background.DisposeAsync().AsTask().WaitAsync(TestTimeout.Default);
        Assert.True(ended);
        Assert.False(background.Run(_ => Task.CompletedTask));
    }
}
