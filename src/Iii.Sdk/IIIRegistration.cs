namespace Iii;

/// <summary>Something that was registered by hand, and can be taken back: a function, a trigger, a trigger type, a service.</summary>
public class IIIRegistration
{
    private Func<bool>? _unregister;

    internal IIIRegistration(string id, Func<bool> unregister)
    {
        Id = id;
        _unregister = unregister;
    }

    /// <summary>The id: the function's, the trigger's, …</summary>
    public string Id { get; }

    /// <summary>Takes it back, here and at the engine. Calls that are running go on.</summary>
    /// <returns>False when it was taken back before.</returns>
    public bool Unregister() => Interlocked.Exchange(ref _unregister, null)?.Invoke() ?? false;
}
