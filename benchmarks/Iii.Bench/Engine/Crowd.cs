using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;

namespace Iii.Bench.Engine;

/// <summary>Very many workers at once, each with some functions.</summary>
internal static class Crowd
{
    /// <summary>How long it takes until all are registered, and what each of them takes in the engine's memory, in bytes.</summary>
    public static async Task<(TimeSpan Elapsed, double BytesEach)> MeasureAsync(Middle middle, int workers, int functions, CancellationToken cancellationToken)
    {
        // One that came and went: what the engine needs for the first is not what it needs for each.
        using (await ConnectAsync(middle, -1, functions, cancellationToken).ConfigureAwait(false))
        {
        }

        var before = middle.Resident;
        var start = Stopwatch.GetTimestamp();
        var sockets = new ClientWebSocket[workers];
        try
        {
            await Parallel.ForAsync(0, workers, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = cancellationToken }, async (i, stop) =>
                sockets[i] = await ConnectAsync(middle, i, functions, stop).ConfigureAwait(false)).ConfigureAwait(false);
            return (Stopwatch.GetElapsedTime(start), (double)(middle.Resident - before) / workers);
        }
        finally
        {
            Array.ForEach(sockets, s => s?.Dispose());
        }
    }

    /// <summary>Returns when the engine has answered a question about the last function.</summary>
    private static async Task<ClientWebSocket> ConnectAsync(Middle middle, int number, int functions, CancellationToken cancellationToken)
    {
        var socket = new ClientWebSocket();
        await socket.ConnectAsync(middle.Url, cancellationToken).ConfigureAwait(false);
        await SendAsync($$$"""{"type":"invokefunction","function_id":"engine::workers::register","data":{"runtime":"bench","version":"1","name":"crowd-{{{number}}}"},"action":{"type":"void"}}""").ConfigureAwait(false);
        for (var i = 0; i < functions; i++)
        {
            await SendAsync($$$"""{"type":"registerfunction","id":"crowd-{{{number}}}::function-{{{i}}}","request_format":{"properties":{"id":{"type":"string"}},"type":"object"},"description":"One of many"}""").ConfigureAwait(false);
        }

        var asked = Guid.NewGuid().ToString();
        await SendAsync($$$"""{"type":"invokefunction","data":{"function_id":"crowd-{{{number}}}::function-{{{functions - 1}}}"},"invocation_id":"{{{asked}}}","function_id":"engine::functions::info"}""").ConfigureAwait(false);
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            var message = Encoding.UTF8.GetString(buffer, 0, read.Count);
            if (message.Contains(asked, StringComparison.Ordinal))
            {
                return message.Contains("\"error\"", StringComparison.Ordinal) ? throw new InvalidOperationException($"The engine does not know what it was told: {message}") : socket;
            }
        }

        ValueTask SendAsync(string text) => socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, WebSocketMessageFlags.EndOfMessage, cancellationToken);
    }
}
