using System.IO.Pipelines;
using System.Net.ServerSentEvents;
using Iii.Generated;

namespace Iii;

/// <summary>
/// A response that is written piece by piece, of any type and length. Take it as a parameter of a function with <see cref="HttpTriggerAttribute"/> that returns nothing.
/// </summary>
/// <remarks>
/// Status and headers can be set until the first byte is written. The response is complete when the function has ended; a function that throws before the first byte is
/// answered with status 500, and one that throws later breaks the response off.
/// </remarks>
/// <example>
/// <code>
/// [IIIFunction("files::get"), HttpTrigger("GET", "/files/:name")]
/// public static async Task Get(string name, HttpStreamedResponse response, CancellationToken cancellationToken)
/// {
///     response.Headers["content-type"] = "application/octet-stream";
///     await using var file = File.OpenRead(Path.Combine("files", Path.GetFileName(name)));
///     await file.CopyToAsync(response.AsStream(), cancellationToken);
/// }
/// </code>
/// </example>
public sealed class HttpStreamedResponse
{
    private readonly IIIChannelWriter _writer;
    private readonly HttpStreams _streams;
    private readonly Lock _gate = new();
    private Task? _starting;
    private int _statusCode = 200;

    internal HttpStreamedResponse(IIIChannelWriter writer, HttpStreams streams)
    {
        _writer = writer;
        _streams = streams;
        Headers = new HttpResponseHeaders(this);
    }

    /// <summary>The status code, 100 to 599. Default: 200.</summary>
    /// <exception cref="InvalidOperationException">The response has begun.</exception>
    public int StatusCode
    {
        get => _statusCode;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 100);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 599);
            ThrowIfStarted();
            _statusCode = value;
        }
    }

    /// <summary>The headers, by name without regard to case. The engine takes one value of each.</summary>
    public HttpResponseHeaders Headers { get; }

    /// <summary>Status and headers are on their way.</summary>
    public bool HasStarted => Volatile.Read(ref _starting) is not null;

    /// <summary>Sends status and headers without waiting for the first byte. The first write does it as well.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIChannelException">The client or the engine has gone.</exception>
    public Task StartAsync(CancellationToken cancellationToken = default)
    {
        lock (_gate)
        {
            _starting ??= StartOnceAsync();
        }

        return _starting.IsCompletedSuccessfully ? _starting : _starting.WaitAsync(cancellationToken);
    }

    /// <summary>Writes bytes of the body. Waits while the client is slower.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIChannelException">The client or the engine has gone.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await _writer.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The body as a stream. The response is not complete before the function has ended, also when the stream was disposed.</summary>
    public Stream AsStream() => new HttpResponseStream(this);

    /// <summary>The body as a pipe. The response is not complete before the function has ended, also when the pipe was completed.</summary>
    public PipeWriter AsPipeWriter() => PipeWriter.Create(AsStream());

    /// <summary>Answers with server-sent events, each as it comes. Sets the headers that they need.</summary>
    /// <param name="events">The events.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="IIIChannelException">The client or the engine has gone.</exception>
    public async Task WriteEventsAsync(IAsyncEnumerable<SseItem<string>> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        await BeginEventsAsync(cancellationToken).ConfigureAwait(false);
        await SseFormatter.WriteAsync(events, AsStream(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Answers with server-sent events whose data is JSON.</summary>
    /// <typeparam name="T">The type of the data; its writer is made at compile time.</typeparam>
    /// <inheritdoc cref="WriteEventsAsync(IAsyncEnumerable{SseItem{string}}, CancellationToken)"/>
    public async Task WriteJsonEventsAsync<[IIIJson] T>(IAsyncEnumerable<SseItem<T>> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        await BeginEventsAsync(cancellationToken).ConfigureAwait(false);
        await SseFormatter.WriteAsync(
            events,
            AsStream(),
            static (item, buffer) =>
            {
                using var output = new JsonOutput();
                JsonTypes.Find<T>().Write(output, item.Data);
                System.Buffers.BuffersExtensions.Write(buffer, output.WrittenSpan);
            },
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the response when the function has ended; one that was never begun has no body.</summary>
    internal async Task CompleteAsync(CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken).ConfigureAwait(false);
        await _writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Breaks the response off.</summary>
    internal ValueTask AbortAsync() => _writer.DropAsync();

    internal void ThrowIfStarted()
    {
        if (HasStarted)
        {
            throw new InvalidOperationException("The response has begun: status and headers are on their way. Set them before the first write.");
        }
    }

    internal ValueTask FlushAsync(CancellationToken cancellationToken) => HasStarted ? _writer.FlushAsync(cancellationToken) : ValueTask.CompletedTask;

    private Task BeginEventsAsync(CancellationToken cancellationToken)
    {
        if (!HasStarted)
        {
            Headers["content-type"] = "text/event-stream";
            Headers.TryAdd("cache-control", "no-cache, no-store");
        }

        return StartAsync(cancellationToken);
    }

    private async Task StartOnceAsync()
    {
        // With the response's head the engine forgets the body, unless somebody has taken it.
        await _streams.KeepBodyAsync(CancellationToken.None).ConfigureAwait(false);
        await _writer.WriteMessageAsync(StatusMessage(), CancellationToken.None).ConfigureAwait(false);
        await _writer.WriteMessageAsync(Headers.Message(), CancellationToken.None).ConfigureAwait(false);
        await _writer.WriteFrameAsync(default, CancellationToken.None).ConfigureAwait(false);
    }

    private string StatusMessage() => $$"""{"type":"set_status","status_code":{{_statusCode}}}""";
}
