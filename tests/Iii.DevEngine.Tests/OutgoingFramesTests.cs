using Iii.Connection.WebSockets;

namespace Iii.DevEngine.Tests;

/// <summary>What waits to be sent to a worker, and how it is written.</summary>
public sealed class OutgoingFramesTests
{
    private const int Mebibyte = 1024 * 1024;

    [Fact]
    public async Task Control_added_during_a_long_message_goes_between_its_frames()
    {
        var wire = new MemoryStream();
        var frames = new OutgoingFrames(1_000);
        var pong = WireFrame.Of(Opcode.Pong, "now"u8);
        await frames.AddAsync(WireFrame.Of(Opcode.Text, new byte[(2 * Mebibyte) + 5]));
        var sending = frames.Begin();
        Assert.True(frames.AddControl(pong));
        await Socket(wire).WriteAsync(sending!, frames.TakeControl);
        Assert.Null(frames.GoOn());
        Assert.Equal(
            [(Opcode.Text, false, Mebibyte), (Opcode.Pong, true, 3), (Opcode.Continuation, false, Mebibyte), (Opcode.Continuation, true, 5)],
            Frames(wire.ToArray()));
    }

    [Fact]
    public async Task Control_added_too_late_for_a_message_goes_before_the_next()
    {
        var frames = new OutgoingFrames(1_000);
        var (first, second, pong) = (WireFrame.Of(Opcode.Text, "1"u8), WireFrame.Of(Opcode.Text, "2"u8), WireFrame.Of(Opcode.Pong, []));
        await frames.AddAsync(first);
        Assert.Equal([first], frames.Begin()!);
        await frames.AddAsync(second);
        Assert.True(frames.AddControl(pong));
        Assert.Equal([pong, second], frames.GoOn()!);
        Assert.Null(frames.GoOn());
    }

    [Fact]
    public void Control_without_anything_else_is_sent()
    {
        var frames = new OutgoingFrames(1_000);
        Assert.True(frames.AddControl(WireFrame.Close));
        Assert.Equal([WireFrame.Close], frames.Begin()!);
    }

    [Fact]
    public async Task Controls_that_nobody_reads_are_bounded_and_the_last_ones_stay()
    {
        var frames = new OutgoingFrames(1_000);
        await frames.AddAsync(WireFrame.Of(Opcode.Text, "1"u8));
        frames.Begin();
        Assert.Equal(16, Enumerable.Range(0, 100).Count(i => frames.AddControl([(byte)i])));
        Assert.Equal(Enumerable.Range(84, 16), frames.GoOn()!.Select(f => (int)f[0]));
    }

    [Fact]
    public async Task Control_after_the_end_is_not_added()
    {
        var frames = new OutgoingFrames(1_000);
        frames.Complete();
        Assert.False(frames.AddControl(WireFrame.Close));
        await frames.Ended;
    }

    [Theory]
    [InlineData(Mebibyte, true, new[] { Mebibyte })]
    [InlineData(Mebibyte + 1, true, new[] { Mebibyte, 1 })]
    [InlineData(Mebibyte + 200, true, new[] { Mebibyte, 200 })]
    [InlineData(Mebibyte + 100_000, true, new[] { Mebibyte, 100_000 })]
    [InlineData((3 * Mebibyte) + 1, false, new[] { (3 * Mebibyte) + 1 })]
    public async Task Message_is_cut_into_frames_and_stays_the_same(int size, bool sendsFragments, int[] sizes)
    {
        var message = new byte[size];
        new Random(size).NextBytes(message);
        var wire = new MemoryStream();

        // With others around it, which go out with one write.
        await Socket(wire, sendsFragments).WriteAsync([WireFrame.Of(Opcode.Text, "before"u8), WireFrame.Of(Opcode.Text, message), WireFrame.Of(Opcode.Text, "after"u8)]);
        var bytes = wire.ToArray();
        var frames = Frames(bytes);
        Assert.Equal([6, .. sizes, 5], frames.Select(f => f.Length));
        Assert.Equal([true, .. sizes.Select((_, i) => i == sizes.Length - 1), true], frames.Select(f => f.IsFinal));
        Assert.True(Payloads(bytes)[1..^1].SelectMany(p => p).ToArray().AsSpan().SequenceEqual(message));
    }

    private static WorkerSocket Socket(Stream wire, bool sendsFragments = true) => new(wire, 1_000, TimeProvider.System, static () => { }) { SendsFragments = sendsFragments };

    private static List<(Opcode Opcode, bool IsFinal, int Length)> Frames(byte[] bytes)
    {
        var frames = new List<(Opcode, bool, int)>();
        for (var position = 0; position < bytes.Length;)
        {
            Assert.True(FrameHeader.TryRead(bytes.AsSpan(position), WebSocketRole.Server, out var header));
            frames.Add((header.Opcode, header.IsFinal, (int)header.PayloadLength));
            position += header.Size + (int)header.PayloadLength;
        }

        return frames;
    }

    private static List<byte[]> Payloads(byte[] bytes)
    {
        var payloads = new List<byte[]>();
        for (var position = 0; position < bytes.Length;)
        {
            FrameHeader.TryRead(bytes.AsSpan(position), WebSocketRole.Server, out var header);
            payloads.Add(bytes[(position + header.Size)..(position + header.Size + (int)header.PayloadLength)]);
            position += header.Size + (int)header.PayloadLength;
        }

        return payloads;
    }
}
