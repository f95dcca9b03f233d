using Iii.DevEngine;

namespace Iii.Testing.Network;

/// <summary>A connection in memory: two ends, a wire each way.</summary>
internal sealed class MemoryLink
{
    private readonly MemoryNetwork _network;
    private readonly MemoryWire _toServer;
    private readonly MemoryWire _toClient;
    private int _closedEnds;

    /// <param name="owner">Who has made the connection: a worker, or nobody in particular.</param>
    public MemoryLink(MemoryNetwork network, object? owner, IIITestClock clock, EngineActivity activity)
    {
        _network = network;
        Owner = owner;
        _toServer = new MemoryWire(clock, activity, () => network.DelayOf(owner));
        _toClient = new MemoryWire(clock, activity, () => network.DelayOf(owner));
        Client = new MemoryStreamEnd(this, _toClient, _toServer);
        Server = new MemoryStreamEnd(this, _toServer, _toClient);
    }

    public object? Owner { get; }

    public MemoryStreamEnd Client { get; }

    public MemoryStreamEnd Server { get; }

    /// <summary>Both ends see that the connection is gone, without a word.</summary>
    public void Cut(string reason)
    {
        var failure = new IOException(reason);
        _toServer.Cut(failure);
        _toClient.Cut(failure);
        _network.Remove(this);
    }

    public void DelayChanged()
    {
        _toServer.DelayChanged();
        _toClient.DelayChanged();
    }

    public void EndClosed()
    {
        if (Interlocked.Increment(ref _closedEnds) >= 2)
        {
            _network.Remove(this);
        }
    }
}
