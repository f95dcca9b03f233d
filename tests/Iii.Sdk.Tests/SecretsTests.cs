using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>What is nobody's business is in no log message and in no error: credentials of addresses and headers, payloads, results.</summary>
public sealed class SecretsTests
{
    [Fact]
    public async Task No_message_of_a_worker_shows_any()
    {
        var log = new FakeLogCollector();
        var engine = new FakeEngine();
        var time = new FakeTimeProvider();
        await using var worker = IIIWorker.Create("ws://ada:secret1@localhost:1/x?token=secret2#secret3", options =>
        {
            options.Transport = engine;
            options.TimeProvider = time;
            options.LoggerFactory = new LoggerFactory([new FakeLoggerProvider(log)], new LoggerFilterOptions { MinLevel = LogLevel.Trace });
            options.Headers["Authorization"] = "Bearer secret4";
            options.Reconnect.MaxAttempts = 1;
            options.DrainTimeout = TimeSpan.Zero;
        });
        worker.RegisterRawFunction("f::echo", (payload, _) => ValueTask.FromResult(payload));
        worker.RegisterFunction<int, int>("f::number", (number, _) => ValueTask.FromResult(number));
        worker.RegisterRawFunction("f::fails", (_, _) => throw new IIIException("as_agreed", "No."));
        var running = worker.RunAsync();
        var session = await engine.NextSessionAsync();
        session.Send("""{"type":"workerregistered","worker_id":"w","reattach_token":"secret5"}""");
        session.SendCall(1, "f::echo", "\"secret6\"");
        session.SendCall(2, "f::number", "\"secret7\"");
        session.SendCall(3, "f::fails", "\"secret8\"");
        session.SendCall(4, "f::missing", "\"secret9\"");
        Assert.Equal(4, (await session.AnswersAsync(4)).Count);
        session.Send("""{"type":"unheard-of","data":"secret10"}""");
        session.Send("""{"data":"secret11" """);
        session.Send("""{"type":"invocationresult","invocation_id":"00000000-0000-0000-0000-000000000009","function_id":"f","result":"secret12"}""");
        await session.TakenAsync();
        engine.Refusal = new IOException("nobody there");
        session.Drop();
        await Eventually.EndsAsync(running, () => time.Advance(TimeSpan.FromSeconds(1)));

        var failure = await Assert.ThrowsAsync<IIIException>(() => running);
        Assert.Contains("ws://localhost:1/x ", failure.Message, StringComparison.Ordinal);
        var messages = log.GetSnapshot();
        Assert.Contains(messages, m => m.Message.Contains("Connected to ws://localhost:1/x ", StringComparison.Ordinal));
        Assert.Contains(messages, m => m.Message.Contains("as_agreed", StringComparison.Ordinal));
        Assert.DoesNotContain("secret", failure.ToString(), StringComparison.Ordinal);
        Assert.All(messages, m => Assert.DoesNotContain("secret", $"{m.Message} {m.Exception}", StringComparison.Ordinal));
    }
}
