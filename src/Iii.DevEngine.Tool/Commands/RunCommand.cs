using System.CommandLine;
using System.Net;
using System.Text.Json;
using Iii.DevEngine.Tool.Configuration;
using Iii.DevEngine.Tool.Output;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev run</c>: an engine until Ctrl+C.</summary>
internal sealed class RunCommand
{
    private const int DefaultPagePort = 3113;

    private readonly Option<string?> _config = new("--config", "-c") { Description = "A configuration file of the real engine. What this engine does not do is warned of." };
    private readonly Option<int?> _port = CommandOptions.Port("--port", "The port of the worker socket; 0 takes a free one. Default: the file's, else 49134.");
    private readonly Option<int?> _httpPort = CommandOptions.Port("--http-port", "The port of the http triggers. Default: the file's, else 3111.");
    private readonly Option<int?> _streamPort = CommandOptions.Port("--stream-port", "The port where clients subscribe to streams. Default: the file's, else 3112.");
    private readonly Option<int?> _pagePort = CommandOptions.Port("--page-port", "The port of the page that shows what the engine does, for a browser on this machine. Default: 3113.");
    private readonly Option<IPAddress?> _host = CommandOptions.Address("--host", "The address to listen on, for all ports. Default: the file's, else loopback.");
    private readonly Option<string?> _data = new("--data") { Description = "Keep state, streams and queues in this directory. Default: in memory." };
    private readonly Option<IIIEngineGeneration?> _generation = CommandOptions.Generation();

    public Command Create(CommandGuard guard)
    {
        var command = new Command("run", "Runs an engine until Ctrl+C.")
        {
            _config, _port, _httpPort, _streamPort, _pagePort, _host, _data, _generation,
        };
        command.SetAction(guard(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, ToolContext context, CancellationToken cancellationToken)
    {
        var output = context.Output;
        var data = line.GetValue(_data) is { } directory ? Path.GetFullPath(directory) : null;
        using var log = new ToolLog(output);
        var options = Options(line, data, output) with { LoggerFactory = log };
        try
        {
            await using var engine = await IIIDevEngine.StartAsync(options, cancellationToken).ConfigureAwait(false);
            Greet(engine, options, data, output);
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        catch (IOException e)
        {
            throw new ToolException(ExitCodes.NotStarted, "not_started", $"{e.Message} The options are --port, --http-port, --stream-port, --page-port, --host and --data.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Before it was ready.
        }

        if (output.IsJson)
        {
            output.WriteObject(writer => writer.WriteString("event", "stopped"));
        }

        return ExitCodes.Success;
    }

    private IIIDevEngineOptions Options(ParseResult line, string? data, ToolOutput output)
    {
        var options = new IIIDevEngineOptions();
        if (line.GetValue(_config) is { } file)
        {
            options = Read(file, data is not null, output);
        }

        if (line.GetValue(_host) is { } host)
        {
            options = options with
            {
                Address = host,
                HttpAddress = null,
                StreamAddress = null,
                WorkerListeners = [.. options.WorkerListeners.Select(l => l with { Address = null })],
            };
        }

        options = options with
        {
            WorkerPort = line.GetValue(_port) ?? options.WorkerPort,
            HttpPort = line.GetValue(_httpPort) ?? options.HttpPort,
            StreamPort = line.GetValue(_streamPort) ?? options.StreamPort,
            PagePort = line.GetValue(_pagePort) ?? DefaultPagePort,
            Generation = line.GetValue(_generation),
        };
        return data is null ? options : options.WithDataDirectory(data);
    }

    private static IIIDevEngineOptions Read(string file, bool isKept, ToolOutput output)
    {
        try
        {
            var configuration = EngineConfiguration.Read(file, isKept);
            foreach (var warning in configuration.Warnings)
            {
                output.Tell("warning", "ignored", $"{file}({warning.Position.Line},{warning.Position.Column}): {warning.Message}", writer => WritePlace(writer, file, warning.Position));
            }

            return configuration.Options;
        }
        catch (ConfigException e)
        {
            throw new ToolException(ExitCodes.Usage, "bad_config", e.Message) { More = writer => WritePlace(writer, file, e.Position) };
        }
    }

    private static void WritePlace(Utf8JsonWriter writer, string file, ConfigPosition? position)
    {
        writer.WriteString("file", file);
        if (position is { } at)
        {
            writer.WriteNumber("line", at.Line);
            writer.WriteNumber("column", at.Column);
        }
    }

    private static void Greet(IIIDevEngine engine, IIIDevEngineOptions options, string? data, ToolOutput output)
    {
        var generation = EngineGenerations.NameOf(options.Generation);
        if (output.IsJson)
        {
            output.WriteObject(writer =>
            {
                writer.WriteString("event", "started");
                writer.WriteString("workers", Text(engine.WorkerUrl));
                writer.WriteString("http", Text(engine.HttpUrl));
                writer.WriteString("streams", Text(engine.StreamUrl));
                writer.WriteString("page", Text(engine.PageUrl!));
                writer.WriteStartArray("listeners");
                foreach (var url in engine.WorkerListenerUrls)
                {
                    writer.WriteStringValue(Text(url));
                }

                writer.WriteEndArray();
                writer.WriteString("data", data);
                writer.WriteString("generation", generation);
                writer.WriteNumber("pid", Environment.ProcessId);
            });
            return;
        }

        output.WriteMarkup($"[bold]iii development engine[/] {ToolVersion.Text} [dim](production uses the real iii engine)[/]");
        output.WriteMarkup($"  workers  {Text(engine.WorkerUrl)}");
        foreach (var url in engine.WorkerListenerUrls)
        {
            output.WriteMarkup($"           {Text(url)} [dim]with rules of its own[/]");
        }

        output.WriteMarkup($"  http     {Text(engine.HttpUrl)}");
        output.WriteMarkup($"  streams  {Text(engine.StreamUrl)}");
        output.WriteMarkup($"  page     {Text(engine.PageUrl!)} [dim]for your browser[/]");
        output.WriteMarkup($"  data     {(data is null ? "in memory; --data DIR keeps it" : Markup.Escape(data))}");
        var release = generation ?? $"the newest features, and triggers; --generation selects {EngineGenerations.List}";
        output.WriteMarkup($"  release  {release}");
        output.WriteMarkup("[dim]Ctrl+C ends it.[/]");
    }

    private static string Text(Uri url) => url.ToString().TrimEnd('/');
}
