using System.CommandLine;
using System.Text.Json;
using Iii.DevEngine.Tool.Client;
using Iii.DevEngine.Tool.Output;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev list</c>: functions, workers and triggers.</summary>
internal sealed class ListCommand
{
    private readonly Argument<string> _what = new("what") { Description = "Which list. Default: all three.", DefaultValueFactory = _ => "all" };
    private readonly Option<string?> _search = new("--search", "-s") { Description = "Only what has this text in its name, its id or its description." };
    private readonly Option<bool> _all = new("--all", "-a") { Description = "The engine's own parts too." };
    private readonly Option<string?> _url = CommandOptions.Url();

    public Command Create(CommandGuard guard)
    {
        _what.AcceptOnlyFromAmong("all", "functions", "workers", "triggers");
        var command = new Command("list", "Lists functions, workers and triggers.") { _what, _search, _all, _url };
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
        if (context.Output.IsJson)
        {
            context.Output.WriteObject(writer =>
            {
                Write(writer, "functions", functions);
                Write(writer, "workers", workers);
                Write(writer, "triggers", triggers);
            });
        }
        else
        {
            Print(context.Output, "Functions", functions, ("function", "function_id"), ("namespace", "namespace"), ("worker", "worker_name"), ("description", "description"));
            Print(context.Output, "Workers", workers, ("worker", "name"), ("namespace", "namespace"), ("runtime", "runtime"), ("version", "version"), ("status", "status"), ("functions", "function_count"), ("calls", "active_invocations"));
            Print(context.Output, "Triggers", triggers, ("type", "trigger_type"), ("function", "function_id"), ("worker", "worker_name"), ("config", "config_summary"));
        }

        return ExitCodes.Success;
    }

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

    private static void Print(ToolOutput output, string title, IReadOnlyList<JsonElement>? rows, params (string Header, string Field)[] columns)
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
            table.AddRow([.. columns.Select(c => new Text(Cell(row, c.Field)))]);
        }

        output.Console.Write(table);
    }

    private static string Cell(JsonElement row, string field) => !row.TryGetProperty(field, out var value) || value.ValueKind is JsonValueKind.Null ? ""
        : value.ValueKind is JsonValueKind.String ? value.GetString()!
        : value.GetRawText();
}
