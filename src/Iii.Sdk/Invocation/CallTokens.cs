using Microsoft.Extensions.Logging;

namespace Iii.Invocation;

/// <summary>The tokens that calls get: one that fires when the worker's time to finish is over, and one that fires when their connection is lost, too.</summary>
internal sealed class CallTokens : IDisposable
{
    private readonly CancellationTokenSource _stopped = new();
    private readonly bool _endWithConnection;
    private readonly ILogger _logger;
    private CancellationTokenSource? _connection;
    private CancellationTokenRegistration _connectionStops;

    /// <param name="endWithConnection">Whether calls whose caller can not get the answer any more are to end.</param>
    public CallTokens(bool endWithConnection, ILogger logger)
    {
        _endWithConnection = endWithConnection;
        _logger = logger;
        Stopped = Connection = _stopped.Token;
    }

    /// <summary>Fires when the time to finish is over.</summary>
    public CancellationToken Stopped { get; }

    /// <summary>Fires then too, and when the connection is lost that is open now.</summary>
    public CancellationToken Connection { get; private set; }

    /// <summary>The calls that come from now on come by a new connection.</summary>
    public void Connected()
    {
        if (_endWithConnection)
        {
            _connection = new CancellationTokenSource();
            _connectionStops = Stopped.UnsafeRegister(static c => ((CancellationTokenSource)c!).Cancel(), _connection);
            Connection = _connection.Token;
        }
    }

    /// <summary>The connection is gone, and with it whoever waits for the answers of its calls.</summary>
    public void Disconnected()
    {
        if (_connection is { } connection)
        {
            _connection = null;
            Connection = Stopped;

            // Not disposed, for that would wait for a handler that is being told right now; without a timer there is nothing to give back.
            _connectionStops.Unregister();
            _ = FireAsync(connection);
        }
    }

    /// <summary>The time to finish is over. What handlers do when they are told is not waited for: it may never end.</summary>
    public void Stop() => _ = FireAsync(_stopped);

    /// <summary>The worker is over, and with it every call. Handlers may keep the tokens, so that their sources live as long as those.</summary>
    public void Dispose() => Stop();

    private async Task FireAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync().ConfigureAwait(false);
        }
        catch (AggregateException e)
        {
            Log.CancellationFailed(_logger, e);
        }
    }
}
