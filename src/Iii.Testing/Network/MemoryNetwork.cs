using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Iii.DevEngine;
using Microsoft.AspNetCore.Connections;

namespace Iii.Testing.Network;

/// <summary>The network of one host: those who listen, by their ports, and the connections. Its ports are numbers, not the machine's.</summary>
internal sealed class MemoryNetwork(IIITestClock clock, EngineActivity activity) : IConnectionListenerFactory
{
    private const int FirstFreePort = 50_000;

    private readonly ConcurrentDictionary<int, MemoryListener> _listeners = new();
    private readonly ConcurrentDictionary<MemoryLink, byte> _links = new();
    private readonly ConcurrentDictionary<object, WireDelay> _delays = new();
    private readonly object _everybody = new();
    private int _lastPort = FirstFreePort - 1;

    public int LinkCount => _links.Count;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        var asked = (IPEndPoint)endpoint;
        var port = asked.Port == 0 ? Interlocked.Increment(ref _lastPort) : asked.Port;

        // Both loopback addresses are one place here.
        var listener = _listeners.GetOrAdd(port, p => new MemoryListener(new IPEndPoint(asked.Address, p)));
        return ValueTask.FromResult<IConnectionListener>(listener);
    }

    /// <summary>Connects with whoever listens on a port.</summary>
    /// <param name="owner">Who connects: faults are for one of them, or for all.</param>
    /// <exception cref="SocketException">Nobody does.</exception>
    public ValueTask<Stream> DialAsync(DnsEndPoint endpoint, object? owner, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_listeners.TryGetValue(endpoint.Port, out var listener))
        {
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        var link = new MemoryLink(this, owner, clock, activity);
        _links[link] = 0;
        if (!listener.Accept(link))
        {
            link.Cut("The engine does not listen any more.");
            throw new SocketException((int)SocketError.ConnectionRefused);
        }

        return ValueTask.FromResult<Stream>(link.Client);
    }

    /// <summary>Cuts the connections of a worker, or of everybody.</summary>
    public void Cut(object? owner, string reason)
    {
        foreach (var link in LinksOf(owner))
        {
            link.Cut(reason);
        }
    }

    /// <summary>How bytes of these connections are held back from now on.</summary>
    public void SetDelay(object? owner, Func<WireDelay, WireDelay> change)
    {
        _delays.AddOrUpdate(owner ?? _everybody, _ => change(default), (_, delay) => change(delay));
        foreach (var link in LinksOf(owner))
        {
            link.DelayChanged();
        }
    }

    public WireDelay DelayOf(object? owner)
    {
        var all = _delays.GetValueOrDefault(_everybody);
        var own = owner is null ? default : _delays.GetValueOrDefault(owner);
        return new WireDelay(all.Time + own.Time, all.Holds + own.Holds);
    }

    /// <summary>No connection is held back any more.</summary>
    public void ClearDelays()
    {
        _delays.Clear();
        foreach (var link in _links.Keys)
        {
            link.DelayChanged();
        }
    }

    public void Remove(MemoryLink link) => _links.TryRemove(link, out _);

    private IEnumerable<MemoryLink> LinksOf(object? owner) => _links.Keys.Where(l => owner is null || l.Owner == owner);
}
