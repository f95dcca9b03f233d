using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Iii.Connection;

namespace Iii.Tests;

/// <summary>A scripted engine in memory: each test says what it sends, and sees what the worker sends.</summary>
internal sealed class FakeEngine : ITransport
{
    private readonly Channel<FakeSession> _sessions = Channel.CreateUnbounded<FakeSession>();

    public Exception? Refusal { get; set; }

    /// <summary>How many connections were refused.</summary>
    public int RefusalCount { get; private set; }

    /// <summary>What is there for the worker as soon as it is connected.</summary>
    public string? Greeting { get; set; }

    public Task<ITransportSession> ConnectAsync(Uri url, CancellationToken cancellationToken)
    {
        if (Refusal is { } refusal)
        {
            RefusalCount++;
            return Task.FromException<ITransportSession>(refusal);
        }

        var session = new FakeSession();
        if (Greeting is { } greeting)
        {
            session.Send(greeting);
        }

        _sessions.Writer.TryWrite(session);
        return Task.FromResult<ITransportSession>(session);
    }

    public async Task<FakeSession> NextSessionAsync() => await _sessions.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default);
}

internal sealed class FakeSession : ITransportSession
{
    /// <summary>A guard against a test that waits for ever; nothing is measured by it.</summary>
    /// <summary>What an engine without observers says first.</summary>
    public const string WorkerRegistered = """{"type":"workerregistered","worker_id":"w"}""";

    /// <summary>What an engine without triggers says first.</summary>
    public const string WorkerRegisteredV2 = """{"type":"workerregistered","worker_id":"w","features":["observe.v1","observe.v2"]}""";

    private readonly Channel<byte[]> _toWorker = Channel.CreateUnbounded<byte[]>();
    private readonly Channel<JsonElement> _fromWorker = Channel.CreateUnbounded<JsonElement>();
    private readonly ConcurrentQueue<TaskCompletionSource> _handled = new();

    private TaskCompletionSource? _room;
    private int _flushCount;

    /// <summary>How often what was written was sent.</summary>
    public int FlushCount => Volatile.Read(ref _flushCount);

    /// <summary>True after <see cref="Fill"/>, until <see cref="MakeRoom"/>.</summary>
    public bool IsFull => Volatile.Read(ref _room) is not null;

    /// <summary>What was sent and the worker has not taken yet.</summary>
    public int UnreadCount => _toWorker.Reader.Count;

    /// <summary>What the worker sent and the test has not looked at yet.</summary>
    public int UnseenCount => _fromWorker.Reader.Count;

    public string? EndReason => "the fake engine ended the connection";

    public void Send(string frame) => _toWorker.Writer.TryWrite(Encoding.UTF8.GetBytes(frame));

    public void SendCall(int number, string functionId, string payload = "{}") =>
        Send($$"""{"type":"invokefunction","invocation_id":"00000000-0000-0000-0000-{{number:d12}}","function_id":"{{functionId}}","data":{{payload}}}""");

    /// <summary>The next answer: the call's number, and the result or the error's code.</summary>
    public async Task<(int Number, string Answer)> NextAnswerAsync()
    {
        var frame = await NextAsync("invocationresult");
        var number = int.Parse(frame.GetProperty("invocation_id").GetString()![^12..], CultureInfo.InvariantCulture);
        return (number, frame.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString()! : frame.GetProperty("result").GetRawText());
    }

    /// <summary>So many further answers.</summary>
    public async Task<List<(int Number, string Answer)>> AnswersAsync(int count)
    {
        var answers = new List<(int Number, string Answer)>();
        while (answers.Count < count)
        {
            answers.Add(await NextAnswerAsync());
        }

        return answers;
    }

    /// <summary>Waits until the worker has taken what was sent: a ping is answered in turn.</summary>
    public async Task TakenAsync()
    {
        Send("""{"type":"ping"}""");
        await NextAsync("pong");
    }

    /// <summary>Waits until the worker has handled what was sent, and leaves the frames that it wrote for the test.</summary>
    public async Task HandledAsync()
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _handled.Enqueue(handled);
        Send("""{"type":"ping"}""");
        await handled.Task.WaitAsync(TestTimeout.Default);
    }

    /// <summary>Gets every frame that the worker has written so far and the test has not looked at.</summary>
    public async Task<List<JsonElement>> WrittenAsync()
    {
        await HandledAsync();
        var frames = new List<JsonElement>();
        while (_fromWorker.Reader.TryRead(out var frame))
        {
            frames.Add(frame);
        }

        return frames;
    }

    public void Fill() => _room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void MakeRoom() => Interlocked.Exchange(ref _room, null)!.SetResult();

    public void Drop() => _toWorker.Writer.TryComplete();

    public async Task<JsonElement> NextAsync() => await _fromWorker.Reader.ReadAsync().AsTask().WaitAsync(TestTimeout.Default);

    /// <summary>The next frame of a type; those before it are passed over.</summary>
    public async Task<JsonElement> NextAsync(string type)
    {
        while (true)
        {
            var frame = await NextAsync();
            if (frame.GetProperty("type").GetString() == type)
            {
                return frame;
            }
        }
    }

    public async ValueTask<ReadOnlyMemory<byte>?> ReceiveAsync()
    {
        try
        {
            return await _toWorker.Reader.ReadAsync();
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    public void Write(ReadOnlyMemory<byte> message)
    {
        var frame = JsonDocument.Parse(message.ToArray()).RootElement;
        if (frame.GetProperty("type").GetString() is "pong" && _handled.TryDequeue(out var handled))
        {
            handled.SetResult();
            return;
        }

        _fromWorker.Writer.TryWrite(frame);
    }

    public void Flush() => Interlocked.Increment(ref _flushCount);

    public Task WaitForRoomAsync() => Volatile.Read(ref _room)?.Task ?? Task.CompletedTask;

    public Task CloseAsync(CancellationToken cancellationToken)
    {
        Drop();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }
}
