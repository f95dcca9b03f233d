using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>What was tried, what was answered and what was delivered, over all rounds.</summary>
internal sealed class Ledger
{
    private readonly Lock _gate = new();
    private int _next;
    private int _answers;
    private int _awaited = int.MaxValue;
    private TaskCompletionSource _enough = new();

    /// <summary>The numbers that were sent, by what was done with them.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<int>> Tried { get; } = new();

    /// <summary>The numbers whose call was answered.</summary>
    public ConcurrentDictionary<string, ConcurrentBag<int>> Answered { get; } = new();

    /// <summary>How often each number was delivered to the subscriber.</summary>
    public ConcurrentDictionary<int, int> Delivered { get; } = new();

    public int Deliveries => Delivered.Values.Sum();

    /// <summary>Completes after so many further answers.</summary>
    public Task AnswersAfter(int count)
    {
        lock (_gate)
        {
            (_awaited, _enough) = (_answers + count, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
            return _enough.Task;
        }
    }

    /// <summary>A number that nobody has had.</summary>
    public int Try(string what)
    {
        var number = Interlocked.Increment(ref _next);
        Tried.GetOrAdd(what, _ => []).Add(number);
        return number;
    }

    public void Answer(string what, int number)
    {
        Answered.GetOrAdd(what, _ => []).Add(number);
        lock (_gate)
        {
            if (++_answers >= _awaited)
            {
                _enough.TrySetResult();
            }
        }
    }

    /// <summary>A message has come.</summary>
    /// <returns>False when it shall fail: every fifth does the first time.</returns>
    public bool Deliver(ReadOnlySpan<byte> payload)
    {
        var number = int.Parse(Encoding.UTF8.GetString(payload), CultureInfo.InvariantCulture);
        return Delivered.AddOrUpdate(number, 1, (_, count) => count + 1) > 1 || number % 5 != 0;
    }
}
