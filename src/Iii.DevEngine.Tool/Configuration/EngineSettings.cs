namespace Iii.DevEngine.Tool.Configuration;

/// <summary>The engine's options while a file is read.</summary>
/// <param name="isKept">State, streams and queues are kept in a directory: stores in files are not in vain.</param>
internal sealed class EngineSettings(bool isKept)
{
    public bool IsKept => isKept;

    public IIIDevEngineOptions Options { get; set; } = new();

    /// <summary>The ports for workers, in their order.</summary>
    public List<IIIWorkerListenerOptions> WorkerPorts { get; } = [];
}
