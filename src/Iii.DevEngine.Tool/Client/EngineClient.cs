using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;

namespace Iii.DevEngine.Tool.Client;

/// <summary>A connection to a running engine, as a worker that nobody else takes for one of theirs.</summary>
internal sealed class EngineClient : IAsyncDisposable
{
    /// <summary>What the names of all connections of this tool begin with.</summary>
    public const string NamePrefix = "iii-dev-cli-";

    private static readonly TimeSpan s_connectTimeout = TimeSpan.FromSeconds(5);

    private EngineClient(IIIWorker worker) => Worker = worker;

    public IIIWorker Worker { get; }

    /// <summary>Connects.</summary>
    /// <param name="url">The engine's address; null for <c>III_URL</c>, else the default.</param>
    /// <param name="configure">Makes functions and bindings before the connection.</param>
    /// <param name="reconnects">Once connected, it comes back after a loss.</param>
    /// <exception cref="ToolException">There is no engine, it refuses the connection, or the address is none.</exception>
    public static async Task<EngineClient> ConnectAsync(string? url, CancellationToken cancellationToken, Action<IIIWorker>? configure = null, bool reconnects = false)
    {
        IIIWorker worker;
        try
        {
            worker = IIIWorker.Create(url, options =>
            {
                options.Name = $"{NamePrefix}{Environment.ProcessId}-{Guid.NewGuid().ToString("N")[..8]}";

                // A supervisor's name is that of its worker, not of the tool that looks at it.
                options.Identity = IIIWorkerIdentity.Explicit;
                options.Namespace = Environment.GetEnvironmentVariable("III_NAMESPACE") is { } given && !string.IsNullOrWhiteSpace(given) ? given : null;
                options.ProcessMarker = false;
                options.Description = "The command line of the development engine";
                options.LoggerFactory = NullLoggerFactory.Instance;
                options.ConnectTimeout = s_connectTimeout;
                options.Reconnect.InitialDelay = TimeSpan.FromMilliseconds(200);
                options.Reconnect.MaxDelay = TimeSpan.FromSeconds(2);
                options.Reconnect.MaxAttempts = reconnects ? null : 0;

                // Whoever asks while there is no engine is told so, and does not wait for one.
                options.MaxOfflineCalls = 0;
            });
        }
        catch (ArgumentException e)
        {
            throw new ToolException(ExitCodes.Usage, "bad_url", e.Message);
        }

        var client = new EngineClient(worker);
        try
        {
            configure?.Invoke(worker);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(s_connectTimeout);
            await worker.StartAsync(patience.Token).ConfigureAwait(false);
            return client;
        }
        catch (Exception e) when (e is IIIException or OperationCanceledException)
        {
            await client.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw e is IIISessionRefusedException or IIIRegistrationRejectedException
                ? new ToolException(ExitCodes.NoEngine, ((IIIException)e).Code, e.Message)
                : new ToolException(ExitCodes.NoEngine, "no_engine", $"No engine answers at {worker.Url}{Reason(e)}. Start one with `iii-dev run`, or name another with --url.");
        }
    }

    /// <summary>
    /// Connects for as long as the command runs. An engine that is not there at first is said at once; one that goes later is waited for.
    /// </summary>
    /// <inheritdoc cref="ConnectAsync"/>
    public static async Task<EngineClient> ConnectToStayAsync(string? url, Action<IIIWorker> configure, CancellationToken cancellationToken)
    {
        // One that does not come back tells at once that there is no engine; the other one waits for it.
        await (await ConnectAsync(url, cancellationToken).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
        return await ConnectAsync(url, cancellationToken, configure, reconnects: true).ConfigureAwait(false);
    }

    /// <summary>Calls a function of the engine and reads its answer.</summary>
    /// <exception cref="ToolException">It failed.</exception>
    public async Task<JsonElement> AskAsync(string functionId, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await Worker.CallRawAsync(functionId, payload, cancellationToken: cancellationToken).ConfigureAwait(false);
            return Parse(answer);
        }
        catch (IIIException e)
        {
            throw Failure(e);
        }
    }

    /// <summary>Reads an answer, which may be as deep as the engine passes on; none is null.</summary>
    public static JsonElement Parse(ReadOnlyMemory<byte> answer)
    {
        var reader = new Utf8JsonReader(answer.IsEmpty ? "null"u8 : answer.Span, new JsonReaderOptions { MaxDepth = 256 });
        return JsonElement.ParseValue(ref reader);
    }

    /// <summary>What to tell about a call that failed.</summary>
    public static ToolException Failure(IIIException problem) => problem.Code switch
    {
        IIIErrorCodes.Timeout => new ToolException(ExitCodes.Timeout, problem.Code, problem.Message),
        IIIErrorCodes.ConnectionLost or IIIErrorCodes.NotConnected or IIIErrorCodes.Shutdown => new ToolException(ExitCodes.NoEngine, problem.Code, problem.Message),
        _ => new ToolException(ExitCodes.Failed, problem.Code, problem.Message),
    };

    public ValueTask DisposeAsync() => Worker.DisposeAsync();

    private static string Reason(Exception problem) => (problem.InnerException ?? problem) switch
    {
        OperationCanceledException => $" within {s_connectTimeout.TotalSeconds:0} s",
        var inner => $" ({inner.Message.TrimEnd('.')})",
    };
}
