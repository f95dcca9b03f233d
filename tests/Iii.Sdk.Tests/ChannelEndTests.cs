using System.Net;
using System.Net.WebSockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Iii.Tests;

/// <summary>The ends of a channel against an engine that each test scripts: how they open, and every way in which they end.</summary>
public sealed class ChannelEndTests : IAsyncLifetime
{
    private readonly FakeChannels _engine = new();
    private readonly FakeTimeProvider _time = new();
    private readonly IIIWorker _worker;

    public ChannelEndTests() => _worker = IIIWorker.Create("wss://engine.example/base/?tenant=a", options =>
    {
        options.ChannelTransport = _engine;
        options.TimeProvider = _time;
        options.LoggerFactory = NullLoggerFactory.Instance;
    });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _worker.DisposeAsync();

    [Fact]
    public async Task The_address_is_that_of_the_engine_with_the_key_escaped()
    {
        var reading = _worker.OpenReader(new IIIChannelRef("c 1", "k/&", IIIChannelDirection.Read)).ReadAsync();
        using var end = await _engine.NextAsync();
        Assert.Equal("wss://engine.example/base/ws/channels/c%201?tenant=a&key=k%2F%26&dir=read", end.Url.AbsoluteUri);
        await end.SendCloseWithoutCodeAsync();
        Assert.Null(await reading);
    }

    [Fact]
    public void Nothing_is_opened_before_it_is_used()
    {
        _ = Reader().AsStream();
        _ = Writer().AsPipeWriter();
        Assert.Equal(0, _engine.Dials);
    }

    [Fact]
    public async Task A_reader_of_messages_opens_its_end()
    {
        var reading = Task.Run(async () => await Reader().ReadMessagesAsync().ToListAsync());
        using var end = await _engine.NextAsync();
        await end.SendAsync([1, 2]);
        await end.SendAsync("a");
        await end.SendAsync("");
        await end.SendCloseWithoutCodeAsync();
        Assert.Equal(["a", ""], await reading);
    }

    [Fact]
    public async Task An_end_without_a_Close_frame_is_an_error_for_every_way_of_reading()
    {
        foreach (var read in new Func<IIIChannelReader, Task>[]
        {
            r => r.ReadAsync().AsTask(),
            r => r.ReadAllAsync(),
            r => r.AsStream().ReadAsync(new byte[8]).AsTask(),
            async r => await r.AsPipeReader().ReadAtLeastAsync(8),
            async r => await r.ReadMessagesAsync().ToListAsync(),
            async r => await r.ReadItemsAsync().ToListAsync(),
        })
        {
            var reader = Reader();
            var reading = read(reader);
            (await _engine.NextAsync()).Dispose();
            var lost = await Assert.ThrowsAsync<IIIChannelException>(() => reading);
            Assert.Equal((IIIErrorCodes.ChannelLost, "c1"), (lost.Code, lost.ChannelId));
            Assert.DoesNotContain("secret", lost.ToString(), StringComparison.Ordinal);

            // It stays so, and the end is not opened again.
            var dials = _engine.Dials;
            await Assert.ThrowsAsync<IIIChannelException>(() => reader.ReadAsync().AsTask());
            Assert.Equal(dials, _engine.Dials);
        }
    }

    [Fact]
    public async Task A_code_other_than_1000_is_an_error_that_tells_it()
    {
        var reading = Reader().ReadAllAsync();
        using var end = await _engine.NextAsync();
        await end.SendAsync([1]);
        await end.Socket.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, "disk full", CancellationToken.None);
        var lost = await Assert.ThrowsAsync<IIIChannelException>(() => reading);
        Assert.Equal(IIIErrorCodes.ChannelLost, lost.Code);
        Assert.Contains("1011: disk full", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_end_stays_the_end()
    {
        var reader = Reader();
        var reading = reader.ReadAsync();
        using var end = await _engine.NextAsync();
        await end.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "stream_complete", CancellationToken.None);
        Assert.Null(await reading);
        Assert.Null(await reader.ReadAsync());
        Assert.Equal(0, await reader.AsStream().ReadAsync(new byte[8]));
        Assert.Equal(1, _engine.Dials);
    }

    [Fact]
    public async Task A_cancelled_read_loses_nothing()
    {
        var reader = Reader();
        using var impatience = new CancellationTokenSource();
        var reading = reader.ReadAsync(impatience.Token).AsTask();
        using var end = await _engine.NextAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await end.SendAsync("later");
        Assert.Equal("later", (await reader.ReadAsync())?.Text);
        Assert.Equal(1, _engine.Dials);
    }

    [Fact]
    public async Task One_reads_at_a_time()
    {
        var reader = Reader();
        var reading = reader.ReadAsync();
        using var end = await _engine.NextAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => reader.ReadAllAsync());
        await end.SendAsync("a");
        Assert.Equal("a", (await reading)?.Text);
    }

    [Fact]
    public async Task Reading_goes_on_in_another_way_where_it_stopped()
    {
        var reader = Reader();
        var first = reader.ReadAsync();
        using var end = await _engine.NextAsync();
        await end.SendAsync("""{"name":"a.txt"}""");
        await end.SendAsync("abcdef"u8.ToArray());
        await end.SendAsync("between");
        await end.SendAsync("gh"u8.ToArray());
        await end.SendCloseWithoutCodeAsync();
        Assert.Equal("""{"name":"a.txt"}""", (await first)?.Text);
        var messages = new List<string>();
        var stream = reader.AsStream(messages.Add);
        var two = new byte[2];
        Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty));
        Assert.Equal(2, await stream.ReadAsync(two));
        var rest = await reader.ReadAsync();
        Assert.Equal("cdef"u8, rest!.Value.Bytes.Span);
        Assert.Null(rest.Value.Text);
        Assert.Equal("gh"u8.ToArray(), await reader.ReadAllAsync(onMessage: messages.Add));
        Assert.Equal(["between"], messages);
    }

    [Fact]
    public async Task An_attempt_that_failed_took_nothing_and_may_be_repeated()
    {
        _engine.Refusal = new HttpRequestException("Connection refused");
        var reader = Reader();
        var refused = await Assert.ThrowsAsync<IIIChannelException>(() => reader.ReadAsync().AsTask());
        Assert.Equal(IIIErrorCodes.NotConnected, refused.Code);
        _engine.Refusal = null;
        var reading = reader.ReadAsync();
        using var end = await _engine.NextAsync();
        await end.SendAsync("a");
        Assert.Equal("a", (await reading)?.Text);
    }

    [Fact]
    public async Task A_channel_that_the_engine_does_not_know_is_named_without_its_key()
    {
        _engine.Refusal = new HttpRequestException("no", null, HttpStatusCode.NotFound);
        var unknown = await Assert.ThrowsAsync<IIIChannelException>(() => Writer().WriteAsync(new byte[1]).AsTask());
        Assert.Equal(IIIErrorCodes.ChannelNotFound, unknown.Code);
        Assert.StartsWith("The channel c1 is not known to the engine", unknown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", unknown.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_has_a_time_limit()
    {
        _engine.IsSilent = true;
        var reading = Reader().ReadAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(IIIErrorCodes.Timeout, (await Assert.ThrowsAsync<IIIChannelException>(() => reading)).Code);
    }

    [Fact]
    public async Task Bytes_go_out_in_frames_of_64_KiB_and_messages_whole()
    {
        var writer = Writer();
        var writing = writer.WriteAsync(new byte[150_000]).AsTask();
        using var end = await _engine.NextAsync();
        foreach (var length in new[] { 65536, 65536, 18928 })
        {
            Assert.Equal(length, await end.NextLengthAsync());
        }

        await writing;
        await writer.WriteAsync(default);
        await writer.WriteMessageAsync(new string('x', 100_000));
        Assert.Equal(100_000, await end.NextLengthAsync());
        await Assert.ThrowsAsync<System.Text.EncoderFallbackException>(() => writer.WriteMessageAsync("\ud800").AsTask());
    }

    [Fact]
    public async Task Completing_says_so_and_waits_for_the_engine_to_have_everything()
    {
        var writer = Writer();
        await writer.WriteAsync(new byte[10]);
        using var end = await _engine.NextAsync();
        var completing = writer.CompleteAsync().AsTask();
        Assert.Equal(10, await end.NextLengthAsync());
        Assert.Equal(-1, await end.NextLengthAsync());
        Assert.Equal(WebSocketCloseStatus.NormalClosure, end.Socket.CloseStatus);
        Assert.False(completing.IsCompleted);
        await end.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await completing;
        await writer.CompleteAsync();
        await writer.DisposeAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.WriteAsync(new byte[1]).AsTask());
    }

    [Fact]
    public async Task Disposing_a_writer_that_wrote_nothing_is_a_clean_end_too()
    {
        var disposing = Writer().DisposeAsync();
        using var end = await _engine.NextAsync();
        Assert.Equal(-1, await end.NextLengthAsync());
        await end.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await disposing;
    }

    [Fact]
    public async Task Completing_waits_no_longer_than_a_second_for_an_engine_whose_reader_is_slow()
    {
        var completing = Writer().CompleteAsync().AsTask();
        using var end = await _engine.NextAsync();
        Assert.Equal(-1, await end.NextLengthAsync());
        await Eventually.EndsAsync(completing, () => _time.Advance(TimeSpan.FromSeconds(1)));

        await completing;
    }

    [Fact]
    public async Task An_end_that_somebody_else_has_taken_is_an_error_for_the_writer()
    {
        var writer = Writer();
        await writer.WriteAsync(new byte[10]);
        using var end = await _engine.NextAsync();
        await end.SendCloseWithoutCodeAsync();
        Assert.Equal(IIIErrorCodes.ChannelTaken, (await Assert.ThrowsAsync<IIIChannelException>(() => writer.CompleteAsync().AsTask())).Code);
    }

    [Fact]
    public async Task A_writer_whose_connection_is_gone_says_so_once_and_claims_no_clean_end()
    {
        var writer = Writer();
        await writer.WriteAsync(new byte[10]);
        (await _engine.NextAsync()).Dispose();
        var lost = await Assert.ThrowsAsync<IIIChannelException>(async () =>
        {
            while (true)
            {
                await writer.WriteAsync(new byte[10]);
            }
        });
        Assert.Equal(IIIErrorCodes.ChannelLost, lost.Code);
        await writer.DisposeAsync();
        Assert.Equal(1, _engine.Dials);
    }

    [Fact]
    public async Task Disposing_does_not_wait_for_ever_for_a_reader_that_does_not_read()
    {
        var writer = Writer();
        var writing = writer.WriteAsync(new byte[64 * 1024 * 1024]).AsTask();
        using var end = await _engine.NextAsync();
        var disposing = writer.DisposeAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(IIIErrorCodes.Timeout, (await Assert.ThrowsAsync<IIIChannelException>(() => disposing)).Code);
        await Assert.ThrowsAsync<IIIChannelException>(() => writing);
    }

    [Fact]
    public async Task A_cancelled_write_leaves_the_channel_usable()
    {
        var writer = Writer();
        using var impatience = new CancellationTokenSource();
        var writing = writer.WriteAsync(new byte[64 * 1024 * 1024], impatience.Token).AsTask();
        using var end = await _engine.NextAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        var telling = writer.WriteMessageAsync("after").AsTask();
        int length;
        do
        {
            length = await end.NextLengthAsync();
        }
        while (length == 65536);
        Assert.Equal(5, length);
        await telling;
    }

    [Fact]
    public async Task The_worker_ends_the_channels_that_it_left_open()
    {
        var reading = Reader().ReadAsync().AsTask();
        using var end = await _engine.NextAsync();
        await _worker.DisposeAsync();
        Assert.Equal(IIIErrorCodes.Shutdown, (await Assert.ThrowsAsync<IIIChannelException>(() => reading)).Code);
        Assert.Equal(IIIErrorCodes.Shutdown, (await Assert.ThrowsAsync<IIIChannelException>(() => Writer().WriteAsync(new byte[1]).AsTask())).Code);
    }

    [Fact]
    public async Task P2_Reader_channelWasBrokenOff_failsWithTheSameErrorAlsoAfterItsEnd()
    {
        var reader = Reader();
        var reading = reader.ReadAsync().AsTask();
        using var end = await _engine.NextAsync();
        await end.SendAsync("before");
        Assert.Equal("before", (await reading)?.Text);
        await end.Socket.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, "writer aborted", CancellationToken.None);
        var first = await Assert.ThrowsAsync<IIIChannelException>(() => reader.ReadAsync().AsTask());
        Assert.Contains("1011: writer aborted", first.Message, StringComparison.Ordinal);
        Assert.Same(first, await Assert.ThrowsAsync<IIIChannelException>(() => reader.ReadAllAsync()));
        await reader.DisposeAsync();
        Assert.Same(first, await Assert.ThrowsAsync<IIIChannelException>(() => reader.ReadAsync().AsTask()));
        Assert.Equal(1, _engine.Dials);
    }

    [Fact]
    public async Task P3_Reader_closedBeforeAnyRead_readsTheEndAndNeverDials()
    {
        var reader = Reader();
        await reader.DisposeAsync();
        await reader.DisposeAsync();
        Assert.Null(await reader.ReadAsync());
        Assert.Empty(await reader.ReadAllAsync());
        Assert.Equal(0, await reader.AsStream().ReadAsync(new byte[8]));
        Assert.Equal(0, _engine.Dials);
    }

    [Fact]
    public async Task P3_Reader_closedDuringARead_readEndsCleanlyAndTheSocketIsDropped()
    {
        var reader = Reader();
        var reading = reader.ReadAsync().AsTask();
        using var end = await _engine.NextAsync();
        await reader.DisposeAsync();
        Assert.Null(await reading.WaitAsync(TestTimeout.Default));
        Assert.Null(await reader.ReadAsync());
        await Assert.ThrowsAnyAsync<WebSocketException>(() => end.NextLengthAsync());
        Assert.Equal(1, _engine.Dials);
    }

    [Fact]
    public async Task P3_Reader_closedDuringTheConnect_readEndsCleanlyAndDialsNoMore()
    {
        _engine.IsSilent = true;
        var reader = Reader();
        var reading = reader.ReadAsync().AsTask();
        await reader.DisposeAsync();
        Assert.Null(await reading.WaitAsync(TestTimeout.Default));
        _engine.IsSilent = false;
        Assert.Null(await reader.ReadAsync());
        Assert.Equal(1, _engine.Dials);
    }

    [Fact]
    public async Task P6_Writer_aborted_endsWithoutACloseFrameAfterWhatWasWritten()
    {
        var writer = Writer();
        await writer.WriteAsync(new byte[10]);
        using var end = await _engine.NextAsync();
        await writer.AbortAsync();
        Assert.Equal(10, await end.NextLengthAsync());
        await Assert.ThrowsAnyAsync<WebSocketException>(() => end.NextLengthAsync());
        await writer.AbortAsync();
        await writer.DisposeAsync();
        Assert.Contains("was aborted", (await Assert.ThrowsAsync<InvalidOperationException>(() => writer.WriteAsync(new byte[1]).AsTask())).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => writer.CompleteAsync().AsTask());
        Assert.Equal(1, _engine.Dials);
    }

    [Fact]
    public async Task P6_Writer_abortedBeforeItWrote_isOpenedSoThatItsReaderDoesNotWait()
    {
        var aborting = Writer().AbortAsync().AsTask();
        using var end = await _engine.NextAsync();
        await aborting.WaitAsync(TestTimeout.Default);
        await Assert.ThrowsAnyAsync<WebSocketException>(() => end.NextLengthAsync());
    }

    [Fact]
    public async Task P6_Writer_abortedWhileThereIsNoEngine_isNoError()
    {
        _engine.Refusal = new HttpRequestException("Connection refused");
        await Writer().AbortAsync();
    }

    [Fact]
    public async Task P6_PipeWriter_completedWithAnException_breaksTheChannelOff()
    {
        var pipe = Writer().AsPipeWriter();
        await pipe.WriteAsync(new byte[10]);
        using var end = await _engine.NextAsync();
        await pipe.CompleteAsync(new InvalidDataException("no"));
        Assert.Equal(10, await end.NextLengthAsync());
        await Assert.ThrowsAnyAsync<WebSocketException>(() => end.NextLengthAsync());
    }

    [Fact]
    public async Task PipeWriter_completed_endsTheChannelCleanly()
    {
        var pipe = Writer().AsPipeWriter();
        await pipe.WriteAsync(new byte[10]);
        using var end = await _engine.NextAsync();
        var completing = pipe.CompleteAsync().AsTask();
        Assert.Equal(10, await end.NextLengthAsync());
        Assert.Equal(-1, await end.NextLengthAsync());
        await end.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        await completing.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public async Task P6_Writer_disposedAfterACancelledWrite_claimsNoCleanEnd()
    {
        var writer = Writer();
        using var impatience = new CancellationTokenSource();
        var writing = writer.WriteAsync(new byte[64 * 1024 * 1024], impatience.Token).AsTask();
        using var end = await _engine.NextAsync();
        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => writing);
        var disposing = writer.DisposeAsync().AsTask();
        await Assert.ThrowsAnyAsync<WebSocketException>(async () =>
        {
            while (await end.NextLengthAsync() is not -1)
            {
            }
        });
        await disposing.WaitAsync(TestTimeout.Default);
    }

    [Fact]
    public void The_key_is_in_no_text_and_the_direction_is_checked()
    {
        var end = new IIIChannelRef("c1", "secret", IIIChannelDirection.Write);
        Assert.Equal("channel c1 (write)", end.ToString());
        Assert.Throws<ArgumentException>(() => _worker.OpenReader(end));
        Assert.Throws<ArgumentException>(() => _worker.OpenWriter(end with { }).ToString() + _worker.OpenWriter(new IIIChannelRef("c1", "secret", IIIChannelDirection.Read)));
    }

    private IIIChannelReader Reader() => _worker.OpenReader(new IIIChannelRef("c1", "secret", IIIChannelDirection.Read));

    private IIIChannelWriter Writer() => _worker.OpenWriter(new IIIChannelRef("c1", "secret", IIIChannelDirection.Write));
}
