using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Iii.Tests;

/// <summary>What the environment says. It is that of the whole process, so nothing else runs meanwhile.</summary>
[Collection(nameof(EnvironmentTests))]
public sealed class EnvironmentTests : IDisposable
{
    private static readonly string[] s_names = ["OTEL_ENABLED", "OTEL_METRICS_ENABLED", "OTEL_SPANS_FLUSH_INTERVAL_MS", "OTEL_LOGS_BATCH_SIZE"];

    private readonly string?[] _before = Array.ConvertAll(s_names, Environment.GetEnvironmentVariable);

    public void Dispose()
    {
        for (var i = 0; i < s_names.Length; i++)
        {
            Environment.SetEnvironmentVariable(s_names[i], _before[i]);
        }
    }

    [Theory]
    [InlineData("OTEL_METRICS_ENABLED", "Off", true)]
    [InlineData("OTEL_ENABLED", "false", false)]
    [InlineData("OTEL_ENABLED", "0", false)]
    public void The_environment_switches_it_off(string variable, string value, bool hasSpans)
    {
        Environment.SetEnvironmentVariable(variable, value);

        // What would be refused is not even looked at.
        var metrics = Sdk.CreateMeterProviderBuilder();
        Assert.Same(metrics, metrics.AddIiiExporter(o => o.Url = "http://x"));
        var failure = Record.Exception(() => Sdk.CreateTracerProviderBuilder().AddIiiExporter(o => o.Url = "http://x").Build()?.Dispose());
        Assert.Equal(hasSpans, failure is ArgumentException);
    }

    [Theory]
    [InlineData("250", 250)]
    [InlineData("0", 100)]
    [InlineData("soon", 100)]
    [InlineData(null, 100)]
    public void How_long_spans_are_gathered_can_be_set(string? value, int milliseconds)
    {
        Environment.SetEnvironmentVariable("OTEL_SPANS_FLUSH_INTERVAL_MS", value);
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new IIIExporterOptions().SpansInterval);
    }
}

[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
public sealed class EnvironmentSet;
