using Iii.Observers;
using Microsoft.Extensions.Logging;

namespace Iii;

/// <summary>Tells what the engine supports that a worker is connected to.</summary>
/// <remarks>
/// Nothing is known before the engine has introduced itself, and while the worker reconnects: the next engine may be of another generation.
/// Two forms tell of it. <see cref="Subscribe"/> is for those who act on the features: the listener is called with the features that are
/// known
/// already, and then with each change. <see cref="FeaturesChanged"/> is for those who only watch: it is raised for what comes later.
/// </remarks>
public sealed class IIIEngineInfo
{
    private readonly Lock _gate = new();
    private readonly List<FeatureSubscription> _subscriptions = [];
    private readonly SerialEventQueue _events;
    private EventHandler<EngineFeaturesChangedEventArgs>? _changed;
    private EngineFeatureSet? _current;
    private EngineFeatureSet? _last;

    internal IIIEngineInfo(ILogger logger) => _events = new SerialEventQueue(logger);

    /// <summary>
    /// Raised off the connection's read loop when the first engine has introduced itself, and when an engine supports other features than
    /// the one before.
    /// </summary>
    public event EventHandler<EngineFeaturesChangedEventArgs>? FeaturesChanged
    {
        add
        {
            lock (_gate)
            {
                _changed += value;
            }
        }

        remove
        {
            lock (_gate)
            {
                _changed -= value;
            }
        }
    }

    /// <summary>Gets the features as the engine declares them, empty for engines before 0.25; null while they are not known.</summary>
    public IReadOnlyList<string>? Features => Current;

    /// <summary>Gets whether the engine of the present connection has introduced itself.</summary>
    public bool IsKnown => Current is not null;

    /// <summary>Gets the features of the present connection's engine; null while they are not known.</summary>
    internal EngineFeatureSet? Current => Volatile.Read(ref _current);

    /// <summary>
    /// Gets the features of the engine that introduced itself last, on this connection or on one before; null when none has.
    /// </summary>
    internal EngineFeatureSet? Last => Volatile.Read(ref _last);

    /// <summary>
    /// Tells whether the engine supports a feature; false while that is not known. An engine with <see cref="IIIEngineFeatures.ObserveV2"/>
    /// supports
    /// <see cref="IIIEngineFeatures.ObserveV1"/> too.
    /// </summary>
    /// <param name="feature">The feature's name; see <see cref="IIIEngineFeatures"/>.</param>
    public bool Supports(string feature)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(feature);
        return Current?.Supports(feature) ?? false;
    }

    /// <summary>
    /// Calls a listener with the engine's features: at once when they are known, and after each change. One that is added while they are
    /// not known is
    /// called with the next ones in any case; a reconnect that changes nothing is silent.
    /// </summary>
    /// <param name="listener">Called off the connection's read loop, one call after the other. Its exceptions are logged.</param>
    /// <returns>
    /// Ends the subscription when it is disposed: the listener is not called any more, not even for a change that has happened already.
    /// </returns>
    public IDisposable Subscribe(Action<EngineFeaturesChangedEventArgs> listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        var subscription = new FeatureSubscription(this, listener);
        lock (_gate)
        {
            _subscriptions.Add(subscription);
            if (_current is { } known)
            {
                Post(subscription, known);
            }
        }

        return subscription;
    }

    /// <summary>An engine has introduced itself.</summary>
    internal void Set(EngineFeatureSet features)
    {
        lock (_gate)
        {
            var isChange = !features.Equals(_last);
            Volatile.Write(ref _current, features);
            Volatile.Write(ref _last, features);
            foreach (var subscription in _subscriptions)
            {
                if (!features.Equals(subscription.Told))
                {
                    Post(subscription, features);
                }
            }

            if (isChange && _changed is not null)
            {
                var args = new EngineFeaturesChangedEventArgs(features);
                _events.Post(() => Raise(args));
            }
        }
    }

    /// <summary>The connection is gone.</summary>
    internal void Forget() => Volatile.Write(ref _current, null);

    private void Remove(FeatureSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions.Remove(subscription);
        }
    }

    private void Post(FeatureSubscription subscription, EngineFeatureSet features)
    {
        subscription.Told = features;
        _events.Post(() => subscription.Call(features));
    }

    private void Raise(EngineFeaturesChangedEventArgs args)
    {
        foreach (var handler in Delegate.EnumerateInvocationList(Volatile.Read(ref _changed)))
        {
            _events.Run(() => handler(this, args));
        }
    }

    private sealed class FeatureSubscription(IIIEngineInfo owner, Action<EngineFeaturesChangedEventArgs> listener) : IDisposable
    {
        private volatile bool _isDisposed;

        /// <summary>Gets or sets what the listener heard last, or is about to hear.</summary>
        public EngineFeatureSet? Told { get; set; }

        public void Call(EngineFeatureSet features)
        {
            if (!_isDisposed)
            {
                listener(new EngineFeaturesChangedEventArgs(features));
            }
        }

        public void Dispose()
        {
            _isDisposed = true;
            owner.Remove(this);
        }
    }
}
