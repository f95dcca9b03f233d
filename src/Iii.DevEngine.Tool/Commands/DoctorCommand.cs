using System.CommandLine;
using System.Text.Json;
using Iii.DevEngine.Tool.Client;
using Iii.DevEngine.Tool.Doctor;
using Iii.DevEngine.Tool.Output;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev doctor</c>: what means something else on iii 0.26, and observers in error.</summary>
internal sealed class DoctorCommand
{
    private const string Description = "Looks at the connected workers: finds triggers that mean something else on iii 0.26 and later, "
        + "and observers in error; ends with 1 when something does not work.";

    private readonly Option<string?> _url = CommandOptions.Url();

    public Command Create(CommandGuard guard)
    {
        var command = new Command("doctor", Description) { _url };
        command.SetAction(guard(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, ToolContext context, CancellationToken cancellationToken)
    {
        await using var client = await EngineClient.ConnectAsync(line.GetValue(_url), cancellationToken).ConfigureAwait(false);
        var examination = await Examination.MakeAsync(client, cancellationToken).ConfigureAwait(false);
        if (examination.Observers is null && client.Worker.Engine.Supports(IIIEngineFeatures.ObserveV1))
        {
            context.Output.Tell("warning", "observers_not_listed",
                "This engine does not list its observers: those in error are not found. The workers' health checks show them.");
        }

        if (context.Output.IsJson)
        {
            context.Output.WriteObject(writer => Write(writer, examination));
        }
        else
        {
            Print(context.Output, client, examination);
        }

        return examination.HasErrors ? ExitCodes.Failed : ExitCodes.Success;
    }

    private static void Write(Utf8JsonWriter writer, Examination examination)
    {
        writer.WriteStartArray("features");
        foreach (var feature in examination.Features)
        {
            writer.WriteStringValue(feature);
        }

        writer.WriteEndArray();
        writer.WriteNumber("triggers", examination.Triggers);
        if (examination.Observers is { } observers)
        {
            writer.WriteNumber("observers", observers);
        }

        writer.WriteStartArray("findings");
        foreach (var finding in examination.Findings)
        {
            finding.Write(writer);
        }

        writer.WriteEndArray();
    }

    private static void Print(ToolOutput output, EngineClient client, Examination examination)
    {
        var observers = examination.Observers is { } count ? $", {count} observers" : "";
        output.WriteMarkup($"[dim]looked at {Markup.Escape(client.Worker.Url.ToString())}: {examination.Triggers} triggers{observers}[/]");
        foreach (var finding in examination.Findings)
        {
            var severity = finding.Severity is FindingSeverity.Error ? "[red]error[/]" : "[yellow]note[/] ";
            output.WriteMarkup($"{severity} [bold]{Markup.Escape(finding.Subject)}[/]");
            output.WriteText($"      {finding.Message}");
            output.WriteText($"      To do: {finding.Advice}");
        }

        if (examination.Findings.Count == 0)
        {
            output.WriteMarkup("[green]Nothing was found: these workers do the same on iii 0.26 and later.[/]");
        }
    }
}
