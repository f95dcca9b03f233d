using Iii.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>Where a hosted worker's options come from, and who has the last word.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void Every_option_that_is_a_value_can_be_configured()
    {
        var values = typeof(IIIWorkerOptions).GetProperties().Where(p => IsValue(p.PropertyType)).Select(p => p.Name)
            .Concat(typeof(IIIReconnectOptions).GetProperties().Select(p => $"Reconnect:{p.Name}"))
            .Append("Headers");
        Assert.Equal(values.Order(StringComparer.Ordinal), ConfiguredOptions.Names.Order(StringComparer.Ordinal));

        static bool IsValue(Type type) => type == typeof(string) || type.IsValueType;
    }

    [Fact]
    public void Values_are_read_as_what_they_are()
    {
        var options = Configured(new()
        {
            ["Iii:Url"] = "ws://engine:1",
            ["iii:name"] = "shop",
            ["Iii:Description"] = "Sells.",
            ["Iii:Namespace"] = "eu",
            ["Iii:Headers:authorization"] = "Bearer x",
            ["Iii:CallTimeout"] = "00:00:05",
            ["Iii:ConnectTimeout"] = "00:00:06",
            ["Iii:PingInterval"] = "00:00:07",
            ["Iii:IdleTimeout"] = "00:00:08",
            ["Iii:DrainTimeout"] = "0.00:00:01.5",
            ["Iii:Reconnect:InitialDelay"] = "00:00:02",
            ["Iii:Reconnect:MaxDelay"] = "00:01:00",
            ["Iii:Reconnect:Multiplier"] = "1.5",
            ["Iii:Reconnect:Jitter"] = "0",
            ["Iii:Reconnect:MaxAttempts"] = "3",
            ["Iii:MaxConcurrentCalls"] = "1",
            ["Iii:MaxQueuedCalls"] = "2",
            ["Iii:CancelOnConnectionLoss"] = "false",
            ["Iii:MaxOfflineCalls"] = "3",
            ["Iii:MaxMessageBytes"] = "4096",
            ["Iii:OutgoingBufferBytes"] = "5000",
            ["Iii:TracePayloads"] = "False",
            ["Iii:MaxTracedPayloadBytes"] = "6",
            ["Iii:LogScopes"] = "false",
        });
        Assert.Equal(("ws://engine:1", "shop", "Sells.", "eu", "Bearer x"), (options.Url, options.Name, options.Description, options.Namespace, options.Headers["Authorization"]));
        Assert.Equal([5, 6, 7, 8, 1.5], new[] { options.CallTimeout, options.ConnectTimeout, options.PingInterval, options.IdleTimeout, options.DrainTimeout }.Select(t => t.TotalSeconds));
        Assert.Equal((2.0, 60.0, 1.5, 0.0, 3), (options.Reconnect.InitialDelay.TotalSeconds, options.Reconnect.MaxDelay.TotalSeconds, options.Reconnect.Multiplier, options.Reconnect.Jitter, options.Reconnect.MaxAttempts));
        Assert.Equal((1, 2, 3, 4096, 5000, 6), (options.MaxConcurrentCalls, options.MaxQueuedCalls, options.MaxOfflineCalls, options.MaxMessageBytes, options.OutgoingBufferBytes, options.MaxTracedPayloadBytes));
        Assert.Equal((false, false, false), (options.CancelOnConnectionLoss, options.TracePayloads, options.LogScopes));
    }

    [Fact]
    public void What_a_supervisor_sets_beats_the_section_and_code_beats_both_but_for_the_name()
    {
        var options = Configured(
            new() { ["Iii:Url"] = "ws://section:1", ["Iii:Name"] = "section", ["Iii:Namespace"] = "section", ["III_URL"] = "ws://supervisor:1", ["III_WORKER_NAME"] = "supervisor", ["III_NAMESPACE"] = " " },
            services => services.AddIiiWorker(configure: o => o.Name += "+code").PostConfigure<IIIWorkerOptions>(o => o.Name += "+last"));
        Assert.Equal(("ws://supervisor:1", "supervisor", "section"), (options.Url, options.Name, options.Namespace));
    }

    [Fact]
    public void Identity_isExplicit_aSupervisorHasNoSay()
    {
        var options = Configured(new() { ["Iii:Identity"] = "explicit", ["Iii:Name"] = "section", ["Iii:Namespace"] = "section", ["III_WORKER_NAME"] = "supervisor", ["III_NAMESPACE"] = "supervisor" });
        Assert.Equal((IIIWorkerIdentity.Explicit, "section", "section"), (options.Identity, options.Name, options.Namespace));
    }

    [Fact]
    public void Namespace_isSetByASupervisorAndByCode_isThatOfCode()
    {
        var options = Configured(new() { ["Iii:Namespace"] = "section", ["III_NAMESPACE"] = "supervisor" }, services => services.AddIiiWorker(configure: o => o.Namespace += "+code"));
        Assert.Equal("supervisor+code", options.Namespace);
    }

    [Theory]
    [InlineData("Iii:Identity", "2", "where Managed or Explicit was expected")]
    [InlineData("Iii:CallTimeout", "soon", "The configuration has 'Iii:CallTimeout' = 'soon', where a time such as 00:00:05 was expected.")]
    [InlineData("Iii:MaxConcurrentCalls", "1.5", "where a whole number was expected")]
    [InlineData("Iii:Reconnect:Jitter", "", "where a number was expected")]
    [InlineData("Iii:TracePayloads", "yes", "where true or false was expected")]
    [InlineData("Iii:MaxConcurentCalls", "5", "The configuration has 'Iii:MaxConcurentCalls', which is no option of a worker. Known in 'Iii' are Url, Name,")]
    [InlineData("Iii:MaxConcurrentCalls", "0", "options.MaxConcurrentCalls is 0, but must be at least 1.")]
    [InlineData("Iii:Url", "http://x", "'http://x' is not the address of an engine")]
    public void What_makes_no_sense_is_refused_with_its_place(string key, string value, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Configured(new() { [key] = value })).Message, StringComparison.Ordinal);

    [Fact]
    public async Task Logger_clock_and_services_are_the_containers()
    {
        IIIWorkerOptions? seen = null;
        await using var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new FakeTimeProvider()).AddIiiWorker(configure: o => seen = o).BuildServiceProvider();
        services.GetRequiredService<IIIWorker>();
        Assert.Same(services.GetRequiredService<ILoggerFactory>(), seen!.LoggerFactory);
        Assert.Same(services.GetRequiredService<TimeProvider>(), seen.TimeProvider);
        Assert.NotNull(seen.Services!.GetRequiredService<IServiceScopeFactory>());
    }

    private static IIIWorkerOptions Configured(Dictionary<string, string?> values, Action<IServiceCollection>? more = null)
    {
        IIIWorkerOptions? seen = null;
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        services.AddIiiWorker(configure: o => seen = o);
        more?.Invoke(services);
        var provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IIIWorker>();
            return seen!;
        }
        finally
        {
            provider.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }
}
