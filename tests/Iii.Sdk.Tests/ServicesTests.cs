using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

public sealed class Clock
{
    public string Time => "noon";
}

public sealed class Visit(List<string> log) : IAsyncDisposable
{
    private static int s_count;

    public int Number { get; } = Interlocked.Increment(ref s_count);

    public async ValueTask DisposeAsync()
    {
        await Task.Yield();
        lock (log)
        {
            log.Add($"end of {Number}");
        }
    }
}

public sealed class Visitors(Visit visit)
{
    [IIIFunction("services::visitor")]
    public string Visitor([FromServices] Visit same, [FromServices] Clock clock, [FromServices] IFormatProvider? missing, string name) =>
        $"{name} {clock.Time} {ReferenceEquals(visit, same)} {missing is null} {same.Number}";
}

/// <summary>Instances and parameters from the worker's services: one scope a call.</summary>
public sealed class ServicesTests
{
    private readonly FakeEngine _engine = new();
    private readonly List<string> _log = [];

    [Fact]
    public async Task Each_call_has_a_scope_of_its_own_that_ends_with_it()
    {
        var services = new ServiceCollection().AddSingleton(_log).AddSingleton<Clock>().AddSingleton<Counter>().AddScoped<Visit>().AddScoped<Visitors>();
        await using var provider = services.BuildServiceProvider(validateScopes: true);
        await using (var worker = Worker(provider))
        {
            worker.AddFunctions();
            _ = worker.RunAsync();
            var session = await _engine.NextSessionAsync();
            session.SendCall(1, "services::visitor", """{"name":"Ada"}""");
            var first = (await session.NextAnswerAsync()).Answer;
            session.SendCall(2, "services::visitor", """{"name":"Bob"}""");
            var second = (await session.NextAnswerAsync()).Answer;
            Assert.StartsWith("\"Ada noon True True ", first, StringComparison.Ordinal);
            Assert.StartsWith("\"Bob noon True True ", second, StringComparison.Ordinal);
            Assert.NotEqual(first[^3..], second[^3..]);
        }

        // The worker's end waits for calls, and calls for their scopes.
        Assert.Equal(2, _log.Count);
    }

    [Fact]
    public async Task What_is_missing_is_said_before_the_first_call()
    {
        await using var without = Worker(null);
        without.AddInstance(new Counter()).AddFunctions();
        Assert.Contains("Visitors", (await Assert.ThrowsAsync<InvalidOperationException>(() => without.StartAsync())).Message, StringComparison.Ordinal);

        await using var provider = new ServiceCollection().AddSingleton(_log).AddScoped<Visit>().AddScoped<Visitors>().BuildServiceProvider();
        await using var incomplete = Worker(provider);
        incomplete.AddInstance(new Counter()).AddFunctions();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => incomplete.StartAsync());
        Assert.Equal("The function 'services::visitor' takes Iii.Tests.Clock from the worker's services, but it is not among them.", error.Message);
    }

    private IIIWorker Worker(IServiceProvider? services) => IIIWorker.Create("ws://localhost:1", options =>
    {
        options.Transport = _engine;
        options.LoggerFactory = NullLoggerFactory.Instance;
        options.Services = services;
    });
}
