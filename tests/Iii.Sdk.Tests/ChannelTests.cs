using System.IO.Pipelines;
using Iii.DevEngine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.Tests;

/// <summary>Channels through the embedded engine, from one worker to another.</summary>
public sealed class ChannelTests : IAsyncLifetime
{
    private IIIDevEngine _engine = null!;
    private IIIWorker _sender = null!;
    private IIIWorker _receiver = null!;

    public async Task InitializeAsync()
    {
        _engine = await IIIDevEngine.StartAsync(new IIIDevEngineOptions { WorkerPort = 0, HttpPort = 0, StreamPort = 0 });
        _sender = Create("sender");
        _receiver = Create("receiver");
        await _sender.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _sender.DisposeAsync();
        await _receiver.DisposeAsync();
        await _engine.DisposeAsync();
    }

    [Fact]
    public async Task Bytes_and_messages_arrive_in_the_order_of_their_writing()
    {
        var (writer, reader) = await ChannelAsync();
        await writer.WriteMessageAsync("first");
        await writer.WriteAsync(new byte[] { 1, 2 });
        await writer.WriteJsonAsync(new Line("a", 3));
        await writer.WriteAsync(new byte[] { 3 });
        await writer.CompleteAsync();
        Assert.Equal(["first", "1,2", """{"item":"a","qty":3}""", "3"], await reader.ReadItemsAsync().Select(i => i.Text ?? string.Join(',', i.Bytes.ToArray())).ToListAsync());
    }

    [Fact]
    public async Task A_channel_without_content_ends_cleanly()
    {
        var (writer, reader) = await ChannelAsync();
        await writer.DisposeAsync();
        Assert.Null(await reader.ReadAsync());
    }

    [Fact]
    public async Task Streams_carry_bytes_of_any_length()
    {
        var (writer, reader) = await ChannelAsync();
        var bytes = new byte[3_000_001];
        Random.Shared.NextBytes(bytes);
        var reading = reader.ReadAllAsync();
        await using (var stream = writer.AsStream())
        {
            await new MemoryStream(bytes).CopyToAsync(stream);
        }

        Assert.Equal(bytes, await reading);
    }

    [Fact]
    public async Task Pipes_carry_bytes_too()
    {
        var (writer, reader) = await ChannelAsync();
        var bytes = new byte[300_000];
        Random.Shared.NextBytes(bytes);
        var output = new MemoryStream();
        var reading = reader.AsPipeReader().CopyToAsync(output);
        var pipe = writer.AsPipeWriter();
        await pipe.WriteAsync(bytes);
        await pipe.CompleteAsync();
        await reading;
        Assert.Equal(bytes, output.ToArray());
    }

    [Fact]
    public async Task Streams_can_be_used_by_code_that_blocks()
    {
        var (writer, reader) = await ChannelAsync();
        await Task.Run(() =>
        {
            using (var text = new StreamWriter(writer.AsStream()))
            {
                text.Write("blocking");
            }

            using var back = new StreamReader(reader.AsStream());
            Assert.Equal("blocking", back.ReadToEnd());
        });
    }

    [Fact]
    public async Task What_several_write_at_the_same_time_stays_together()
    {
        var (writer, reader) = await ChannelAsync();
        var reading = reader.ReadAllAsync();
        await Task.WhenAll(Enumerable.Range(1, 8).Select(n => Task.Run(async () => await writer.WriteAsync(Enumerable.Repeat((byte)n, 200_000).ToArray()))));
        await writer.CompleteAsync();
        var runs = (await reading).Aggregate(new List<(byte Value, int Length)>(), (all, value) =>
        {
            if (all.Count > 0 && all[^1].Value == value)
            {
                all[^1] = (value, all[^1].Length + 1);
            }
            else
            {
                all.Add((value, 1));
            }

            return all;
        });
        Assert.Equal(Enumerable.Range(1, 8).Select(n => ((byte)n, 200_000)), runs.Order());
    }

    [Fact]
    public async Task A_writer_waits_for_its_reader()
    {
        var (writer, reader) = await ChannelAsync(bufferSize: 1);
        const int Length = 64 * 1024 * 1024;
        var writing = writer.WriteAsync(new byte[Length]).AsTask();
        var count = (await reader.ReadAsync())!.Value.Bytes.Length;
        Assert.False(writing.IsCompleted);
        while (count < Length)
        {
            count += (await reader.ReadAsync())!.Value.Bytes.Length;
        }

        await writing;
    }

    [Fact]
    public async Task More_than_the_limit_is_not_kept()
    {
        var (writer, reader) = await ChannelAsync();
        await writer.WriteAsync(new byte[100]);
        await writer.CompleteAsync();
        Assert.Equal(IIIErrorCodes.ChannelTooLarge, (await Assert.ThrowsAsync<IIIChannelException>(() => reader.ReadAllAsync(maxBytes: 99))).Code);
        Assert.Equal(100, (await reader.ReadAllAsync(maxBytes: 100)).Length);
    }

    [Fact]
    public async Task An_end_is_taken_once()
    {
        var channel = await _sender.CreateChannelAsync();
        await channel.Writer.WriteMessageAsync("mine");
        await using var second = _receiver.OpenWriter(channel.Writer.Ref);
        var taken = await Assert.ThrowsAsync<IIIChannelException>(async () =>
        {
            await second.WriteMessageAsync("yours");
            await second.CompleteAsync();
        });
        Assert.Equal(IIIErrorCodes.ChannelTaken, taken.Code);
        await channel.Writer.CompleteAsync();
        Assert.Equal(["mine"], await channel.Reader.ReadMessagesAsync().ToListAsync());
        Assert.Null(await _receiver.OpenReader(channel.Reader.Ref).ReadAsync());
    }

    [Fact]
    public async Task A_writer_learns_that_its_reader_has_gone()
    {
        var (writer, reader) = await ChannelAsync(bufferSize: 1);
        await writer.WriteMessageAsync("a");
        Assert.Equal("a", (await reader.ReadAsync())?.Text);
        await reader.DisposeAsync();
        var lost = await Assert.ThrowsAsync<IIIChannelException>(async () =>
        {
            while (true)
            {
                await writer.WriteAsync(new byte[65536]);
            }
        });
        Assert.Equal(IIIErrorCodes.ChannelLost, lost.Code);
    }

    [Fact]
    public async Task A_channel_outlives_the_worker_that_made_it()
    {
        var channel = await _sender.CreateChannelAsync();
        await _sender.DisposeAsync();
        var writer = _receiver.OpenWriter(channel.Writer.Ref);
        await writer.WriteMessageAsync("still there");
        await writer.CompleteAsync();
        Assert.Equal(["still there"], await _receiver.OpenReader(channel.Reader.Ref).ReadMessagesAsync().ToListAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1025)]
    public async Task A_buffer_that_the_engine_does_not_have_is_refused_here(int size) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _sender.CreateChannelAsync(size));

    private async Task<(IIIChannelWriter Writer, IIIChannelReader Reader)> ChannelAsync(int? bufferSize = null)
    {
        var channel = await _sender.CreateChannelAsync(bufferSize);
        return (channel.Writer, _receiver.OpenReader(channel.Reader.Ref));
    }

    private IIIWorker Create(string name) => IIIWorker.Create(_engine.WorkerUrl.ToString(), options =>
    {
        options.Name = name;
        options.LoggerFactory = NullLoggerFactory.Instance;
    });
}
