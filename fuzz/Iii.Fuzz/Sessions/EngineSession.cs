using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Iii.DevEngine;

namespace Iii.Fuzz.Sessions;

/// <summary>Sends the lines of an input to the embedded engine, as the frames of a worker that observes and is observed.</summary>
internal static class EngineSession
{
    // A guard against an engine that answers no more; nothing is measured by it.
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(60);

    private static readonly ErrorLog s_log = new();

    private static readonly Lazy<Task<IIIDevEngine>> s_engine = new(static () => IIIDevEngine.StartAsync(
        new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0, LoggerFactory = s_log }));

    private static readonly string[] s_first =
    [
        """
        {"type":"invokefunction","function_id":"engine::workers::register","data":{"name":"fuzz","runtime":"fuzz","pid":1,
        "features":["observe.v1","observe.v2","local-dispatch.v1"]},"action":{"type":"void"}}
        """,
        """{"type":"registerfunction","id":"s"}""",
        """{"type":"registerfunction","id":"t"}""",
    ];

    /// <summary>
    /// Whatever comes is answered or skipped: the connection stays, a call after all the frames is answered, everything that is sent is
    /// JSON with a type, and no <c>observe</c> has two answers.
    /// </summary>
    public static void Run(byte[] input) => RunAsync(input).GetAwaiter().GetResult();

    private static async Task RunAsync(byte[] input)
    {
        using var limit = new CancellationTokenSource(s_limit);
        var engine = await s_engine.Value.ConfigureAwait(false);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(engine.WorkerUrl, limit.Token).ConfigureAwait(false);
        var last = Guid.NewGuid().ToString();
        var answering = AnswersAsync(socket, last, limit.Token);
        var lines = FrameLines.Of(input).ToArray();
        foreach (var frame in s_first.Select(Encoding.UTF8.GetBytes).Concat(lines))
        {
            await SendAsync(frame).ConfigureAwait(false);
        }

        var call = $$"""{"type":"invokefunction","invocation_id":"{{last}}","function_id":"fuzz::last","data":null}""";
        await SendAsync(Encoding.UTF8.GetBytes(call)).ConfigureAwait(false);
        var answers = await answering.ConfigureAwait(false);

        // The engine answers after it has cleaned up: the next input begins without the worker of this one.
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, limit.Token).ConfigureAwait(false);
        if (answers > lines.Count(line => line.AsSpan().IndexOf("observe"u8) >= 0 || line.AsSpan().Contains((byte)'\\')))
        {
            throw new InvalidOperationException($"There are {answers} answers to observers, more than the frames that ask for one.");
        }

        s_log.Check();

        async Task SendAsync(byte[] frame)
        {
            try
            {
                await socket.SendAsync(frame, WebSocketMessageType.Text, true, limit.Token).ConfigureAwait(false);
            }
            catch (WebSocketException)
            {
                // Reading the answers says how the connection has ended.
                await answering.ConfigureAwait(false);
                throw;
            }
        }
    }

    /// <summary>Reads until the last call is answered.</summary>
    /// <returns>How many observers were answered.</returns>
    private static async Task<int> AnswersAsync(ClientWebSocket socket, string last, CancellationToken cancellationToken)
    {
        var count = 0;
        var buffer = new byte[64 * 1024];
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                if (length == buffer.Length)
                {
                    Array.Resize(ref buffer, 2 * length);
                }

                part = await socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (part.MessageType is WebSocketMessageType.Close)
                {
                    throw new InvalidOperationException($"The engine has ended the connection: {socket.CloseStatusDescription}");
                }

                length += part.Count;
            }
            while (!part.EndOfMessage);

            using var frame = JsonDocument.Parse(buffer.AsMemory(0, length), new JsonDocumentOptions { MaxDepth = 512 });
            switch (frame.RootElement.GetProperty("type").GetString())
            {
                case "observeresult":
                    count++;
                    break;
                case "invocationresult" when frame.RootElement.GetProperty("invocation_id").GetString() == last:
                    return count;
            }
        }
    }
}
