using System.CommandLine;
using System.Text.Json;
using Iii.DevEngine.Tool.Client;
using Iii.DevEngine.Tool.Output;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev list</c>: functions, workers, triggers and observers, and the engine's features.</summary>
internal sealed class ListCommand
{
    private readonly Argument<string> _what =
        new("what") { Description = "Which list. Default: all of them.", DefaultValueFactory = _ => "all" };
    private readonly Option<string?> _search = new("--search", "-s") { Description = "Only what has this text in its name, its id or its description." };
    private readonly Option<bool> _all = new("--all", "-a") { Description = "The engine's own parts too." };
    private readonly Option<string?> _url = CommandOptions.Url();

    public Command Create(CommandGuard guard)
    {
        _what.AcceptOnlyFromAmong("all", "functions", "workers", "triggers", "observers");
        var command = new Command("list", "Lists functions, workers, triggers and observers, and the engine's features.")
        {
            _what, _search, _all, _url,
        };
        command.SetAction(guard(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, ToolContext context, CancellationToken cancellationToken)
    {
        var what = line.GetValue(_what)!;
        await using var client = await EngineClient.ConnectAsync(line.GetValue(_url), cancellationToken).ConfigureAwait(false);
        var registry = new RegistryQueries(client, line.GetValue(_search), line.GetValue(_all));
        var functions = what is "all" or "functions" ? await registry.FunctionsAsync(cancellationToken).ConfigureAwait(false) : null;
        var workers = what is "all" or "workers" ? await registry.WorkersAsync(cancellationToken).ConfigureAwait(false) : null;
        var triggers = what is "all" or "triggers" ? await registry.TriggersAsync(cancellationToken).ConfigureAwait(false) : null;
        var observers = what is "all" or "observers" ? await registry.ObserversAsync(cancellationToken).ConfigureAwait(false) : null;

        // They are known by now: the engine has answered after it has said them.
        var features = client.Worker.Engine.Features ?? [];
        var observes = client.Worker.Engine.Supports(IIIEngineFeatures.ObserveV1);
        if (what is "observers" && observers is null)
        {
            throw NotListed(observes);
        }

        if (what is "all" && observes && observers is null)
        {
            var problem = NotListed(observes);
            context.Output.Tell("warning", problem.Code, problem.Message);
        }

        if (context.Output.IsJson)
        {
            context.Output.WriteObject(writer =>
            {
                Write(writer, "functions", functions);
                Write(writer, "workers", workers);
                Write(writer, "triggers", triggers);
                Write(writer, "observers", observers);
                if (what is "all")
                {
                    writer.WriteStartArray("features");
                    foreach (var feature in features)
                    {
                        writer.WriteStringValue(feature);
                    }

                    writer.WriteEndArray();
                }
            });
        }
        else
        {
            if (what is "all")
            {
                var told = features.Count == 0 ? "no features: it is older than 0.25" : string.Join(", ", features);
                context.Output.WriteMarkup($"[bold]Engine[/] [dim]{Markup.Escape(told)}[/]");
            }

            Print(context.Output, "Functions", functions, ("function", "function_id"), ("namespace", "namespace"), ("worker", "worker_name"), ("description", "description"));
            Print(context.Output, "Workers", workers, ("worker", "name"), ("namespace", "namespace"), ("runtime", "runtime"), ("version", "version"), ("status", "status"), ("functions", "function_count"), ("calls", "active_invocations"));
            Print(context.Output, "Triggers", triggers, ("type", "trigger_type"), ("function", "function_id"), ("worker", "worker_name"), ("config", "config_summary"));
            PrintObservers(context.Output, observers);
        }

        return ExitCodes.Success;
    }

    /// <summary>Says why there is no list of observers.</summary>
    private static ToolException NotListed(bool observes) => observes
        ? new ToolException(ExitCodes.Failed, "observers_not_listed",
            "This engine does not list its observers. Ask for one by its id: iii-dev call engine::observers::get '{\"id\":\"…\"}'.")
        : new ToolException(ExitCodes.Failed, ObserverErrorCodes.Unsupported, "This engine has no observers: they came with iii 0.25.");

    private static void PrintObservers(ToolOutput output, IReadOnlyList<JsonElement>? rows) => Print(
        output, "Observers", rows,
        ("function", ObserverRow.Source), ("target", ObserverRow.Target), ("state", Standing), ("fires", ObserverRow.Count),
        ("filter", ObserverRow.Filter), ("worker", r => r.Text("worker_name") ?? ""), ("id", r => ObserverRow.Id(r) ?? ""));

    private static string Standing(JsonElement row) =>
        ObserverRow.ReasonCode(row) is { } code ? $"{ObserverRow.State(row)} ({code})" : ObserverRow.State(row) ?? "";

    private static void Write(Utf8JsonWriter writer, string name, IReadOnlyList<JsonElement>? rows)
    {
        if (rows is not null)
        {
            writer.WriteStartArray(name);
            foreach (var row in rows)
            {
                row.WriteTo(writer);
            }

            writer.WriteEndArray();
        }
    }

    private static void Print(ToolOutput output, string title, IReadOnlyList<JsonElement>? rows,
        params (string Header, string Field)[] columns) =>
        Print(output, title, rows, [.. columns.Select(c => (c.Header, (Func<JsonElement, string>)(row => Cell(row, c.Field))))]);

    private static void Print(
        ToolOutput output, string title, IReadOnlyList<JsonElement>? rows, params (string Header, Func<JsonElement, string> Cell)[] columns)
    {
        if (rows is null)
        {
            return;
        }

        output.WriteMarkup($"[bold]{title}[/] [dim]({rows.Count})[/]");
        if (rows.Count == 0)
        {
            return;
        }

        var table = new Table { Border = TableBorder.None, ShowHeaders = true };
        foreach (var (header, _) in columns)
        {
            table.AddColumn(new TableColumn($"[dim]{header}[/]") { Padding = new Padding(0, 0, 2, 0) });
        }

        foreach (var row in rows)
        {
            table.AddRow([.. columns.Select(c => new Text(c.Cell(row)))]);
        }

        output.Console.Write(table);
    }

    private static string Cell(JsonElement row, string field) => !row.TryGetProperty(field, out var value) || value.ValueKind is JsonValueKind.Null ? ""
        : value.ValueKind is JsonValueKind.String ? value.GetString()!
        : value.GetRawText();
}
