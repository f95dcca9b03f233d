using System.Text;
using System.Text.Json;

namespace Iii.DevEngine.Tool.Tests;

/// <summary>Compares what an engine has found again with what it had answered; ends by killing it.</summary>
internal sealed class KilledChecker(ToolProcess engine, IIIWorker worker, Ledger ledger) : IAsyncDisposable
{
    /// <summary>Waits until every message was worked on. What is missing after the timeout will not come; the checks name it.</summary>
    public async Task SettleAsync()
    {
        using var timeout = new CancellationTokenSource(TestTimeout.Default);
        while (!timeout.IsCancellationRequested && !await IsSettledAsync())
        {
        }
    }

    public async Task StateAsync()
    {
        Hold("set", (await AskAsync("state::list", """{"scope":"set"}""")).EnumerateArray().Select(v => v.GetInt32()));
        var count = (await AskAsync("state::get", """{"scope":"count","key":"k"}""")).GetProperty("n").GetInt32();
        Assert.InRange(count, Answered("count").Length, ledger.Tried["count"].Count);
    }

    public async Task StreamsAsync() =>
        Hold("stream", (await AskAsync("stream::list", """{"stream_name":"s","group_id":"g"}""")).EnumerateArray().Select(v => v.GetInt32()));

    public async Task QueuesAsync()
    {
        Hold("dead", (await AskAsync("engine::queue::dlq_messages", """{"topic":"once","limit":100000}""")).EnumerateArray().Select(l => l.GetProperty("payload").GetInt32()));
        Assert.InRange(await DepthAsync("limbo"), Answered("limbo").Length, ledger.Tried["limbo"].Count);
        Assert.Empty(Answered("work").Except(ledger.Delivered.Keys));
        Assert.Empty(ledger.Delivered.Keys.Except(ledger.Tried["work"]));
    }

    public async ValueTask DisposeAsync()
    {
        await engine.KillAsync();
        engine.Dispose();
        await worker.DisposeAsync();
    }

    private async Task<bool> IsSettledAsync() =>
        await DepthAsync("work") + await DepthAsync("once") == 0
        && (await AskAsync("engine::queue::dlq_messages", """{"topic":"once","limit":100000}""")).GetArrayLength() >= Answered("dead").Length
        && Answered("work").All(ledger.Delivered.ContainsKey);

    private int[] Answered(string what) => [.. ledger.Answered[what]];

    // All that was answered, each once, and nothing that was not tried.
    private void Hold(string what, IEnumerable<int> found)
    {
        int[] numbers = [.. found];
        Assert.Equal(numbers.Length, numbers.Distinct().Count());
        Assert.Empty(Answered(what).Except(numbers));
        Assert.Empty(numbers.Except(ledger.Tried[what]));
    }

    private async Task<int> DepthAsync(string topic) => (await AskAsync("engine::queue::topic_stats", $$"""{"topic":"{{topic}}"}""")).GetProperty("depth").GetInt32();

    private async Task<JsonElement> AskAsync(string function, string payload)
    {
        using var document = JsonDocument.Parse(await worker.CallRawAsync(function, Encoding.UTF8.GetBytes(payload)));
        return document.RootElement.Clone();
    }
}
