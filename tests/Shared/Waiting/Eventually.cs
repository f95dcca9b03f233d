using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Iii.Waiting;

/// <summary>Waits for what becomes true by itself, and fails with the condition's text when it does not in time.</summary>
internal static class Eventually
{
    /// <summary>Waits until a condition holds.</summary>
    public static Task TrueAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string text = "") =>
        TrueAsync(() => Task.FromResult(condition()), text);

    /// <summary>Waits until a condition that takes a call to ask holds.</summary>
    public static async Task TrueAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string text = "")
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            FailIfLate(start, text);
            await Task.Delay(1);
        }
    }

    /// <summary>Asks until the answer is not null.</summary>
    /// <returns>The first answer that is not null.</returns>
    public static async Task<T> NotNullAsync<T>(Func<Task<T?>> read, [CallerArgumentExpression(nameof(read))] string text = "")
        where T : class
    {
        T? found = null;
        await TrueAsync(async () => (found = await read()) is not null, text);
        return found!;
    }

    /// <summary>Waits until a task has ended, with or without an error, and lets virtual time pass meanwhile.</summary>
    /// <param name="task">What is waited for.</param>
    /// <param name="advance">Advances the virtual time by one step.</param>
    /// <param name="text">The task's expression.</param>
    public static async Task EndsAsync(Task task, Action advance, [CallerArgumentExpression(nameof(task))] string text = "")
    {
        var start = Stopwatch.GetTimestamp();
        while (!task.IsCompleted)
        {
            FailIfLate(start, text);
            advance();

            // Real work gets real time between two steps: otherwise virtual hours pass while it waits for a core.
            await Task.WhenAny(task, Task.Delay(1));
        }
    }

    private static void FailIfLate(long start, string text)
    {
        if (Stopwatch.GetElapsedTime(start) > TestTimeout.Default)
        {
            Assert.Fail($"This did not happen within {TestTimeout.Default.TotalSeconds:0} s: {text}");
        }
    }
}
