using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Iii.Telemetry;

namespace Iii.Tests;

/// <summary>The page about telemetry names what there is: all of it, and nothing else.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class TelemetryDocsTests
{
    private static readonly string s_page = File.ReadAllText(Path.Combine(Path.GetDirectoryName(Here())!, "..", "..", "docs", "telemetry.md"));

    [Fact]
    public void Every_metric_has_its_row()
    {
        RuntimeHelpers.RunClassConstructor(typeof(WorkerGauges).TypeHandle);
        var rows = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name == IIITelemetry.MeterName)
                {
                    var kind = instrument.GetType().Name.Split('`')[0] switch { "Counter" => "counter", "Histogram" => "histogram", _ => "gauge" };
                    var attributes = kind == "gauge" ? "`worker.id`, `worker.name`" : "`function_id`, `error.type`";
                    rows.Add($"| `{instrument.Name}` | {kind} | `{instrument.Unit}` | {attributes} | {instrument.Description} |");
                }
            },
        };
        listener.Start();
        Assert.Equal(rows.Order(StringComparer.Ordinal), s_page.Split('\n').Where(l => MetricRow().IsMatch(l)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_event_and_attribute_of_a_span_has_its_row()
    {
        using var listener = new ActivityListener { ShouldListenTo = s => s.Name == IIITelemetry.ActivitySourceName, Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData };
        ActivitySource.AddActivityListener(listener);
        using var span = InvocationSpan.Start(new Echo(), null, null)!;
        InvocationSpan.Input(span, "1"u8, null);
        InvocationSpan.Output(span, TracedPayload.Of("1"u8, null), true);
        InvocationSpan.Failed(span, new InvalidOperationException("x"), new("code", "x", null));
        var rows = span.Events.SelectMany(e => e.Tags.Select(t => $"{e.Name} {t.Key}")).Concat(span.TagObjects.Select(t => t.Key));
        Assert.Equal(rows.Order(StringComparer.Ordinal), Documented().Order(StringComparer.Ordinal));
        Assert.Contains("| `execute <function id>` | internal |", s_page, StringComparison.Ordinal);
        Assert.Equal(("execute echo", ActivityKind.Internal), (span.DisplayName, span.Kind));
    }

    [Fact]
    public void Every_secret_name_is_on_the_page()
    {
        var names = Backticked().Matches(s_page[s_page.IndexOf("contains one of", StringComparison.Ordinal)..s_page.IndexOf("is shown as", StringComparison.Ordinal)]).Select(m => m.Groups["name"].Value).ToArray();
        Assert.Equal(18, names.Length);
        Assert.All(names, name => Assert.True(SecretNames.Contains(name)));
    }

    private static IEnumerable<string> Documented()
    {
        var name = "";
        foreach (var row in SpanRow().Matches(s_page).Select(m => m.Groups))
        {
            name = row["event"].Success ? row["event"].Value : name;
            yield return $"{name} {row["attribute"].Value}";
        }

        yield return Assert.Single(Regex.Matches(s_page, "^\\| `(error\\.type)`", RegexOptions.Multiline)).Groups[1].Value;
    }

    [GeneratedRegex("^\\| `iii\\.worker\\.")]
    private static partial Regex MetricRow();

    [GeneratedRegex("^\\| (`(?<event>[a-z.]+)` )?\\| `(?<attribute>(iii\\.payload|exception)\\.[a-z]+)` \\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex SpanRow();

    [GeneratedRegex("`(?<name>[^`]+)`")]
    private static partial Regex Backticked();

    private static string Here([CallerFilePath] string path = "") => path;

    private sealed class Echo : Generated.FunctionDefinition
    {
        public override string Id => "echo";

        public override ValueTask InvokeAsync(Generated.FunctionCall call) => default;
    }
}
