using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Iii.Tests;

/// <summary>The page about OpenTelemetry: its example is the code below, which compiles, and its table has every option.</summary>
public sealed partial class DocsTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "opentelemetry.md"));

    [Fact]
    public void The_example_is_code_that_compiles() =>
        Assert.Contains(Flat(Assert.Single(Fences().Matches(s_page)).Groups["code"].Value), Flat(File.ReadAllText(Here())), StringComparison.Ordinal);

    [Fact]
    public void Every_option_has_its_row() => Assert.Equal(
        typeof(IIIExporterOptions).GetProperties().Select(p => p.Name).Order(StringComparer.Ordinal),
        OptionRow().Matches(s_page[s_page.IndexOf("| option |", StringComparison.Ordinal)..]).Select(m => m.Groups["name"].Value).Order(StringComparer.Ordinal));

    internal static async Task ExampleAsync()
    {
        using var tracing = Sdk.CreateTracerProviderBuilder()
            .ConfigureResource(resource => resource.AddService("shop", serviceVersion: "1.2"))
            .AddIiiInstrumentation()
            .AddIiiExporter()
            .Build();
        using var metering = Sdk.CreateMeterProviderBuilder().AddIiiInstrumentation().AddIiiExporter().Build();
        using var logging = LoggerFactory.Create(builder => builder.AddOpenTelemetry(options => options.AddIiiInstrumentation().AddIiiExporter()));

        await using var worker = IIIWorker.Create(configure: options => options.LoggerFactory = logging);
        await worker.RunAsync();
    }

    private static string Flat(string code) => string.Join('\n', code.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0));

    [GeneratedRegex("^```csharp\n(?<code>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Fences();

    [GeneratedRegex("^\\| `(?<name>[A-Z][A-Za-z]+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex OptionRow();

    private static string Here([CallerFilePath] string path = "") => path;
}
