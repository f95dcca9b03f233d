using Iii.Observers;

namespace Iii;

public sealed partial class IIIWorker
{
    /// <summary>
    /// Gets the observers of this worker that have not ended, in the order in which they were made: those of <see cref="Observe"/> and
    /// those that attributes put on its functions.
    /// </summary>
    public IReadOnlyList<ObserverHandle> Observers => _observers.All;

    /// <summary>Gets the observers that others have on functions of this worker.</summary>
    internal ObservedFunctions ObservedFunctions => _observedFunctions;

    /// <inheritdoc/>
    public ObserverHandle Observe(ObserverSource source, FunctionTarget target, ObserverOptions? options = null) =>
        _observers.Observe(source, target, options);
}
