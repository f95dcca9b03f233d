using System.Collections.Concurrent;

namespace Iii.DevEngine.Channels;

/// <summary>The channels of the engine. They belong to no worker: whoever has the key takes an end.</summary>
/// <param name="time">The engine's clock.</param>
/// <param name="reportsCuts">Whether readers see that a writer was cut off.</param>
internal sealed class ChannelTable(TimeProvider time, bool reportsCuts) : IDisposable
{
    /// <summary>How many items a channel keeps when nobody says otherwise.</summary>
    public const int DefaultBufferSize = 64;

    private const int LargestBufferSize = 1024;

    private static readonly TimeSpan s_lifetime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_sweepInterval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, EngineChannel> _channels = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private ITimer? _sweep;
    private bool _isDisposed;

    public EngineChannel Create(ulong bufferSize = DefaultBufferSize)
    {
        var channel = new EngineChannel((int)Math.Clamp(bufferSize, 1, LargestBufferSize), time.GetTimestamp(), reportsCuts);
        _channels[channel.Id] = channel;
        BeginToSweep();
        return channel;
    }

    public EngineChannel? Find(string id, string accessKey) => _channels.TryGetValue(id, out var channel) && channel.AccessKey == accessKey ? channel : null;

    public void Remove(EngineChannel channel)
    {
        if (_channels.TryRemove(channel.Id, out _))
        {
            channel.Forget();
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            _sweep?.Dispose();
        }
    }

    // With the first channel: before, there is nothing to look through.
    private void BeginToSweep()
    {
        lock (_gate)
        {
            if (!_isDisposed)
            {
                _sweep ??= time.CreateTimer(static t => ((ChannelTable)t!).Sweep(), this, s_sweepInterval, s_sweepInterval);
            }
        }
    }

    /// <summary>Removes what has waited for one of its ends too long, and what was over long ago.</summary>
    private void Sweep()
    {
        foreach (var channel in _channels.Values.Where(c => time.GetElapsedTime(c.CreatedAt) > s_lifetime && (c.HasFreeEnd || c.IsOver)))
        {
            Remove(channel);
        }
    }
}
