using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Iii.Tests;

/// <summary>How log records arrive at the engine.</summary>
public sealed partial class LogExportTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_record_arrives_as_the_protocol_has_it(bool byProvider)
    {
        await using var socket = await TelemetrySocket.StartAsync();
        await using var services = new ServiceCollection().AddLogging(logging =>
        {
            logging.SetMinimumLevel(LogLevel.Trace);
            if (byProvider)
            {
                logging.AddOpenTelemetry();
                logging.Services.ConfigureOpenTelemetryLoggerProvider(provider => provider.AddIiiInstrumentation().AddIiiExporter(socket.Use));
            }
            else
            {
                logging.AddOpenTelemetry(o => o.AddIiiInstrumentation().AddIiiExporter(socket.Use));
            }
        }).BuildServiceProvider();
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("shop");
        using var activity = new Activity("x").SetIdFormat(ActivityIdFormat.W3C).Start();
        using (logger.BeginScope(new Dictionary<string, object> { ["FunctionId"] = "a::b" }))
        {
            Sold(logger, new InvalidOperationException("out"), 3);
        }

        var scope = (await socket.NextAsync("LOGS")).GetProperty("resourceLogs")[0].GetProperty("scopeLogs")[0];
        Assert.Equal("""{"name":"shop"}""", scope.GetProperty("scope").GetRawText());
        var record = scope.GetProperty("logRecords")[0];
        Assert.Equal((13, "WARN"), (record.GetProperty("severityNumber").GetInt32(), record.GetProperty("severityText").GetString()));
        Assert.Equal("""{"stringValue":"Sold 3."}""", record.GetProperty("body").GetRawText());
        Assert.Equal((activity.TraceId.ToHexString(), activity.SpanId.ToHexString()), (record.GetProperty("traceId").GetString(), record.GetProperty("spanId").GetString()));
        Assert.NotEqual("0", record.GetProperty("timeUnixNano").GetString());
        var attributes = record.GetProperty("attributes").EnumerateArray().ToDictionary(a => a.GetProperty("key").GetString()!, a => a.GetProperty("value").GetRawText());
        Assert.Equal(["Count", "FunctionId", "exception.message", "exception.stacktrace", "exception.type"], attributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("""{"intValue":"3"}""", attributes["Count"]);
        Assert.Equal("""{"stringValue":"a::b"}""", attributes["FunctionId"]);
        Assert.Equal("""{"stringValue":"System.InvalidOperationException"}""", attributes["exception.type"]);
    }

    [LoggerMessage(LogLevel.Warning, "Sold {Count}.")]
    private static partial void Sold(ILogger logger, Exception exception, int count);
}
