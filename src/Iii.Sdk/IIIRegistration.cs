namespace Iii;

/// <summary>A function or a trigger that was registered by hand, and can be taken back.</summary>
public sealed class IIIRegistration
{
    private Func<bool>? _unregister;

    internal IIIRegistration(string id, Func<bool> unregister)
    {
        Id = id;
        _unregister = unregister;
    }

    /// <summary>The function's id, or the trigger's.</summary>
    public string Id { get; }

    /// <summary>Takes it back, here and at the engine. Calls that are running go on.</summary>
    /// <returns>False when it was taken back before.</returns>
    public bool Unregister() => Interlocked.Exchange(ref _unregister, null)?.Invoke() ?? false;
}
