using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;
using Iii.DevEngine.Tool.Client;
using Iii.DevEngine.Tool.Output;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev watch</c>: workers and functions as they come and go, until Ctrl+C.</summary>
internal sealed class WatchCommand
{
    private readonly Option<string?> _url = CommandOptions.Url();

    public Command Create(CommandGuard guard)
    {
        var command = new Command("watch", "Shows workers and functions as they come and go, until Ctrl+C.") { _url };
        command.SetAction(guard(RunAsync));
        return command;
    }

    private async Task<int> RunAsync(ParseResult line, ToolContext context, CancellationToken cancellationToken)
    {
        try
        {
            await WatchAsync(line.GetValue(_url), context.Output, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl+C is how it ends.
        }

        return ExitCodes.Success;
    }

    private static async Task WatchAsync(string? url, ToolOutput output, CancellationToken cancellationToken)
    {
        // One that does not come back tells at once that there is no engine; the other one waits for it.
        await (await EngineClient.ConnectAsync(url, cancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);

        // Whatever happens means to look again, so one sign is as good as many.
        var signs = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        await using var client = await EngineClient.ConnectAsync(url, cancellationToken, worker => Subscribe(worker, () => signs.Writer.TryWrite(true)), reconnects: true).ConfigureAwait(false);
        await WatchAsync(client, output, signs.Reader, cancellationToken).ConfigureAwait(false);
    }

    private static void Subscribe(IIIWorker worker, Action look)
    {
        var id = $"{worker.Name}::look";
        worker.RegisterRawFunction(
            id,
            (_, _) =>
            {
                look();
                return ValueTask.FromResult<ReadOnlyMemory<byte>>("null"u8.ToArray());
            },
            new FunctionOptions { Metadata = """{"internal":true}""" });
        worker.RegisterTrigger("engine::workers-available", id, "{}");
        worker.RegisterTrigger("engine::functions-available", id, "{}");
        worker.StateChanged += _ => look();
    }

    private static async Task WatchAsync(EngineClient client, ToolOutput output, ChannelReader<bool> signs, CancellationToken cancellationToken)
    {
        var queries = new RegistryQueries(client);
        var known = await RegistrySnapshot.TakeAsync(queries, cancellationToken).ConfigureAwait(false);
        var isConnected = true;
        Tell(output, "watching", $"[dim]watching {Markup.Escape(client.Worker.Url.ToString())}: {known.Workers.Count} workers, {known.Functions.Count} functions; Ctrl+C ends it[/]", writer =>
        {
            writer.WriteNumber("workers", known.Workers.Count);
            writer.WriteNumber("functions", known.Functions.Count);
        });
        while (true)
        {
            await signs.ReadAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                var now = await RegistrySnapshot.TakeAsync(queries, cancellationToken).ConfigureAwait(false);
                if (!isConnected)
                {
                    isConnected = true;
                    Tell(output, "engine_back", "[green]the engine is back[/]");
                }

                Compare(output, "worker", known.Workers, now.Workers, "worker_connected", "worker_disconnected");
                Compare(output, "function", known.Functions, now.Functions, "function_registered", "function_unregistered");
                known = now;
            }
            catch (ToolException e) when (e.ExitCode is ExitCodes.NoEngine)
            {
                // The next sign comes with the next connection.
                if (isConnected)
                {
                    isConnected = false;
                    Tell(output, "engine_lost", "[red]the connection to the engine is lost; waiting for it[/]");
                }
            }
        }
    }

    private static void Compare(ToolOutput output, string kind, IReadOnlyDictionary<string, JsonElement> before, IReadOnlyDictionary<string, JsonElement> now, string came, string went)
    {
        foreach (var (key, row) in before.Where(r => !now.ContainsKey(r.Key)))
        {
            Tell(output, went, $"[red]-[/] {kind} {Describe(kind, row)}", writer => WriteRow(writer, kind, row));
        }

        foreach (var (key, row) in now.Where(r => !before.ContainsKey(r.Key)))
        {
            Tell(output, came, $"[green]+[/] {kind} {Describe(kind, row)}", writer => WriteRow(writer, kind, row));
        }
    }

    private static void WriteRow(Utf8JsonWriter writer, string kind, JsonElement row)
    {
        writer.WritePropertyName(kind);
        row.WriteTo(writer);
    }

    private static string Describe(string kind, JsonElement row)
    {
        var name = row.Text(kind == "worker" ? "name" : "function_id");
        var more = kind == "worker" ? row.Text("runtime") : $"of {row.Text("worker_name")}";
        var space = row.Text("namespace") is { } s && s != "default" ? $", namespace {s}" : "";
        return $"[bold]{Markup.Escape(name ?? "?")}[/] [dim]{Markup.Escape($"{more}{space}")}[/]";
    }

    private static void Tell(ToolOutput output, string name, string markup, Action<Utf8JsonWriter>? fields = null)
    {
        var now = DateTimeOffset.Now;
        if (output.IsJson)
        {
            output.WriteObject(writer =>
            {
                writer.WriteString("time", now.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
                writer.WriteString("event", name);
                fields?.Invoke(writer);
            });
        }
        else
        {
            output.WriteMarkup($"[dim]{now.ToString("HH:mm:ss", CultureInfo.InvariantCulture)}[/] {markup}");
        }
    }
}
