using System.CommandLine;
using System.Net;
using Iii.DevEngine;

var port = new Option<int>("--port") { Description = "The port of the worker socket.", DefaultValueFactory = _ => 49134 };
var httpPort = new Option<int>("--http-port") { Description = "The port of the http triggers.", DefaultValueFactory = _ => 3111 };
var streamPort = new Option<int>("--stream-port") { Description = "The port where clients subscribe to streams.", DefaultValueFactory = _ => 3112 };
var pagePort = new Option<int>("--page-port") { Description = "The port of the page that shows what the engine does, for a browser on this machine.", DefaultValueFactory = _ => 3113 };
var host = new Option<string>("--host") { Description = "The address to listen on.", DefaultValueFactory = _ => "127.0.0.1" };
var command = new RootCommand("An in-memory iii engine for development and tests. Production uses the real iii engine.") { port, httpPort, streamPort, pagePort, host };
command.SetAction(async (arguments, cancellationToken) =>
{
    if (!IPAddress.TryParse(arguments.GetValue(host), out var address))
    {
        await Console.Error.WriteLineAsync($"'{arguments.GetValue(host)}' is not an address. Expected one such as 127.0.0.1.").ConfigureAwait(false);
        return 1;
    }

    try
    {
        var options = new IIIDevEngineOptions { Address = address, WorkerPort = arguments.GetValue(port), HttpPort = arguments.GetValue(httpPort), StreamPort = arguments.GetValue(streamPort), PagePort = arguments.GetValue(pagePort) };
        await using var engine = await IIIDevEngine.StartAsync(options, cancellationToken).ConfigureAwait(false);
        Console.WriteLine($"iii development engine: workers on {engine.WorkerUrl}, http triggers on {engine.HttpUrl}, streams on {engine.StreamUrl}, the page for your browser on {engine.PageUrl}. In memory, for development only. Ctrl+C ends it.");
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return 0;
    }
    catch (IOException e)
    {
        await Console.Error.WriteLineAsync($"{e.Message} The options are --port, --http-port, --stream-port and --page-port.").ConfigureAwait(false);
        return 1;
    }
});
return await command.Parse(args).InvokeAsync().ConfigureAwait(false);
