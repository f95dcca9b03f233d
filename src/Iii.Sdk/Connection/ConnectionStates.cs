using Microsoft.Extensions.Logging;

namespace Iii.Connection;

/// <summary>The worker's state, with an event for each change and a wait for the first connection.</summary>
internal sealed class ConnectionStates(ILogger logger)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _connected = New();

    public event Action<IIIConnectionState>? Changed;

    public IIIConnectionState Current { get; private set; }

    /// <summary>Completes when the worker is connected; fails with the reason when it never will be.</summary>
    public Task Connected
    {
        get
        {
            lock (_gate)
            {
                return _connected.Task;
            }
        }
    }

    public void Set(IIIConnectionState state)
    {
        lock (_gate)
        {
            if (Current == state)
            {
                return;
            }

            Current = state;
            if (state is IIIConnectionState.Connected)
            {
                _connected.TrySetResult();
            }
            else if (_connected.Task.IsCompleted)
            {
                _connected = New();
            }
        }

        Raise(state);
    }

    /// <summary>There will be no connection any more: whoever waits for one is told why.</summary>
    public void End(IIIConnectionState state, Exception reason)
    {
        lock (_gate)
        {
            Current = state;
            if (_connected.Task.IsCompleted)
            {
                _connected = New();
            }

            _connected.TrySetException(reason);
            _ = _connected.Task.Exception;
        }

        Raise(state);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Raise(IIIConnectionState state)
    {
        try
        {
            Changed?.Invoke(state);
        }
        catch (Exception e)
        {
            // A handler's exception is its own; the connection must live.
            Log.StateHandlerFailed(logger, e);
        }
    }
}
