using System.CommandLine;
using System.Text.Json;
using System.Threading.Channels;
using Iii.DevEngine.Tool.Client;
using Iii.DevEngine.Tool.Output;
using Spectre.Console;

namespace Iii.DevEngine.Tool.Commands;

/// <summary><c>iii-dev watch</c>: workers, functions and observers as they come and go, until Ctrl+C.</summary>
internal sealed class WatchCommand
{
    private readonly Option<string?> _url = CommandOptions.Url();

    public Command Create(CommandGuard guard)
    {
        var command = new Command(
            "watch", "Shows workers, functions and observers as they come and go, and how often observers fire, until Ctrl+C.") { _url };
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
        // Whatever happens means to look again, so one sign is as good as many.
        var signs = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var observers = new ObserverWatch(output);
        await using var client = await EngineClient.ConnectToStayAsync(
            url, worker => Subscribe(worker, observers, () => signs.Writer.TryWrite(true)), cancellationToken).ConfigureAwait(false);
        await WatchAsync(client, output, observers, signs.Reader, cancellationToken).ConfigureAwait(false);
    }

    private static void Subscribe(IIIWorker worker, ObserverWatch observers, Action look)
    {
        observers.Subscribe(worker, look);
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

    private static async Task WatchAsync(
        EngineClient client, ToolOutput output, ObserverWatch observers, ChannelReader<bool> signs, CancellationToken cancellationToken)
    {
        var queries = new RegistryQueries(client);
        var known = await RegistrySnapshot.TakeAsync(queries, cancellationToken).ConfigureAwait(false);
        await observers.LookAsync(client, queries, cancellationToken).ConfigureAwait(false);
        var isConnected = true;
        var counts = $"{known.Workers.Count} workers, {known.Functions.Count} functions, {observers.Count} observers";
        output.WriteEvent("watching", $"[dim]watching {Markup.Escape(client.Worker.Url.ToString())}: {counts}; Ctrl+C ends it[/]", writer =>
        {
            writer.WriteNumber("workers", known.Workers.Count);
            writer.WriteNumber("functions", known.Functions.Count);
            writer.WriteNumber("observers", observers.Count);
        });
        while (true)
        {
            var isSign = await WaitAsync(signs, cancellationToken).ConfigureAwait(false);
            try
            {
                if (isSign || !isConnected)
                {
                    var now = await RegistrySnapshot.TakeAsync(queries, cancellationToken).ConfigureAwait(false);
                    if (!isConnected)
                    {
                        isConnected = true;
                        output.WriteEvent("engine_back", "[green]the engine is back[/]");
                    }

                    Compare(output, "worker", known.Workers, now.Workers, "worker_connected", "worker_disconnected");
                    Compare(output, "function", known.Functions, now.Functions, "function_registered", "function_unregistered");
                    known = now;
                }

                await observers.LookAsync(client, queries, cancellationToken).ConfigureAwait(false);
            }
            catch (ToolException e) when (e.ExitCode is ExitCodes.NoEngine)
            {
                // The next sign comes with the next connection.
                if (isConnected)
                {
                    isConnected = false;
                    output.WriteEvent("engine_lost", "[red]the connection to the engine is lost; waiting for it[/]");
                }
            }
        }
    }

    /// <summary>Waits for a sign, but no longer than until it is time to ask how often observers have fired.</summary>
    private static async Task<bool> WaitAsync(ChannelReader<bool> signs, CancellationToken cancellationToken)
    {
        using var look = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        look.CancelAfter(ObserverWatch.Interval);
        try
        {
            return await signs.ReadAsync(look.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static void Compare(ToolOutput output, string kind, IReadOnlyDictionary<string, JsonElement> before, IReadOnlyDictionary<string, JsonElement> now, string came, string went)
    {
        foreach (var (key, row) in before.Where(r => !now.ContainsKey(r.Key)))
        {
            output.WriteEvent(went, $"[red]-[/] {kind} {Describe(kind, row)}", writer => WriteRow(writer, kind, row));
        }

        foreach (var (key, row) in now.Where(r => !before.ContainsKey(r.Key)))
        {
            output.WriteEvent(came, $"[green]+[/] {kind} {Describe(kind, row)}", writer => WriteRow(writer, kind, row));
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
}
