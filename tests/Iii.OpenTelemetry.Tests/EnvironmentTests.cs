using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace Iii.Tests;

/// <summary>What the environment says. It is that of the whole process, so nothing else runs meanwhile.</summary>
[Collection(nameof(EnvironmentTests))]
public sealed class EnvironmentTests
{
    [Fact]
    public void The_environment_switches_it_off()
    {
        var before = Environment.GetEnvironmentVariable("OTEL_METRICS_ENABLED");
        try
        {
            Environment.SetEnvironmentVariable("OTEL_METRICS_ENABLED", "Off");
            var builder = Sdk.CreateMeterProviderBuilder();

            // What would be refused is not even looked at.
            Assert.Same(builder, builder.AddIiiExporter(o => o.Url = "http://x"));
        }
        finally
        {
            Environment.SetEnvironmentVariable("OTEL_METRICS_ENABLED", before);
        }
    }
}

[CollectionDefinition(nameof(EnvironmentTests), DisableParallelization = true)]
public sealed class EnvironmentSet;
