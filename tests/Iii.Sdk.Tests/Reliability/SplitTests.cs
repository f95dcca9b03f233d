using System.Text;
using CsCheck;
using Iii.Connection.WebSockets;

namespace Iii.Tests.Reliability;

/// <summary>However the same bytes are cut into pieces on their way, they are the same messages.</summary>
public sealed class SplitTests
{
    private static readonly string[] s_messages = ["one", "", new string('x', 300), "naïve → ✓", "joined from parts", "last"];

    private static readonly byte[] s_bytes =
    [
        .. ScriptedStream.Frame(s_messages[0]),
        .. ScriptedStream.Frame(s_messages[1]),
        .. ScriptedStream.Frame(s_messages[2]),
        .. ScriptedStream.Frame(0x89, "ping"u8),
        .. ScriptedStream.Frame(s_messages[3]),
        .. ScriptedStream.Frame(0x01, "joined "u8),
        .. ScriptedStream.Frame(0x8A, ""u8),
        .. ScriptedStream.Frame(0x00, "from "u8),
        .. ScriptedStream.Frame(0x80, "parts"u8),
        .. ScriptedStream.Frame(s_messages[5]),
    ];

    [Fact]
    public async Task In_two_at_every_point()
    {
        for (var at = 0; at <= s_bytes.Length; at++)
        {
            Assert.Equal(s_messages, await ReceivedAsync(s_bytes.AsMemory(..at), s_bytes.AsMemory(at..)));
        }
    }

    [Fact]
    public Task In_any_number_of_pieces() =>
        Gen.Int[0, s_bytes.Length].Array[0, 40].SampleAsync(
            async cuts =>
            {
                var points = cuts.Append(0).Append(s_bytes.Length).Order().ToArray();
                Assert.Equal(s_messages, await ReceivedAsync([.. points.Zip(points.Skip(1), (from, to) => (ReadOnlyMemory<byte>)s_bytes.AsMemory(from..to))]));
            },
            iter: 500);

    private static async Task<List<string>> ReceivedAsync(params ReadOnlyMemory<byte>[] pieces)
    {
        var stream = new ScriptedStream(pieces, StreamEnd.Closed);
        await using var session = new WebSocketSession(stream, stream, new IIIWorkerOptions());
        var received = new List<string>();
        while (await session.ReceiveAsync() is { } message)
        {
            received.Add(Encoding.UTF8.GetString(message.Span));
        }

        return received;
    }
}
