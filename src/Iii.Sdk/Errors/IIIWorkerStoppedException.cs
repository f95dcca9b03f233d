namespace Iii;

/// <summary>The worker was stopped: it connects no more. A call that was under way fails with <see cref="IIIErrorCodes.Shutdown"/> and has this as its cause.</summary>
public sealed class IIIWorkerStoppedException : IIIException
{
    internal IIIWorkerStoppedException()
        : base(IIIErrorCodes.Shutdown, "The worker was stopped.")
    {
    }
}
