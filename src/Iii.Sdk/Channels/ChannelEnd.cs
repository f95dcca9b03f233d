namespace Iii.Channels;

/// <summary>One end of a channel on its way to being used: it is opened on first use, once, or given to somebody else.</summary>
internal sealed class ChannelEnd(ChannelConnector connector, IIIChannelRef reference) : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _disposing = new();
    private Task<ChannelSocket>? _socket;
    private bool _isHandedOver;
    private bool _isDisposed;

    public IIIChannelRef Reference => reference;

    public ChannelConnector Connector => connector;

    /// <summary>Somebody else uses the end: there is nothing to end here.</summary>
    public bool IsHandedOver
    {
        get
        {
            lock (_gate)
            {
                return _isHandedOver;
            }
        }
    }

    /// <summary>Opens the end, or gives what is open. An attempt that failed took nothing and may be repeated.</summary>
    /// <exception cref="IIIChannelException">The end can not be opened.</exception>
    /// <exception cref="InvalidOperationException">The end was handed over.</exception>
    /// <exception cref="ObjectDisposedException">The end was disposed.</exception>
    public Task<ChannelSocket> OpenAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_isHandedOver)
            {
                throw new InvalidOperationException($"The end of {reference} was put into a payload and belongs to whoever got it. Use the other end here, or make another channel.");
            }

            if (_socket is null || _socket.IsFaulted)
            {
                _socket = connector.ConnectAsync(reference, _disposing.Token);
            }

            return _socket.IsCompletedSuccessfully ? _socket : _socket.WaitAsync(cancellationToken);
        }
    }

    /// <summary>The end goes into a payload: it is not to be used here any more.</summary>
    /// <exception cref="InvalidOperationException">It is being used here.</exception>
    public void HandOver()
    {
        lock (_gate)
        {
            if (_socket is { IsFaulted: false } || _isDisposed)
            {
                throw new InvalidOperationException($"The end of {reference} is used here already and can not be put into a payload: nobody could take it a second time.");
            }

            _isHandedOver = true;
        }
    }

    /// <summary>Ends the connection, or the attempt to make one. Whoever reads gets an error.</summary>
    public ValueTask DisposeAsync() => EndAsync(static socket => socket.Dispose());

    /// <summary>Ends the connection, or the attempt to make one, because its reader wants no more.</summary>
    public ValueTask AbandonAsync() => EndAsync(static socket => socket.Abandon());

    /// <summary>From now on the end is not opened any more; what is open goes on.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _isDisposed = true;
        }
    }

    private async ValueTask EndAsync(Action<ChannelSocket> end)
    {
        Task<ChannelSocket>? socket;
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            socket = _socket;
        }

        await _disposing.CancelAsync().ConfigureAwait(false);
        if (socket is not null)
        {
            await ((Task)socket).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (socket.IsCompletedSuccessfully)
            {
                end(socket.Result);
            }
        }

        _disposing.Dispose();
    }
}
