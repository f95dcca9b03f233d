namespace Iii;

/// <summary>A call of another function failed: the function, its worker, the engine or the way there.</summary>
public sealed class IIIInvocationException : IIIException
{
    internal IIIInvocationException(string functionId, string code, string message, string? remoteStackTrace = null, Exception? innerException = null)
        : base(code, message, innerException)
    {
        FunctionId = functionId;
        RemoteStackTrace = remoteStackTrace;
    }

    /// <summary>The function that was called.</summary>
    public string FunctionId { get; }

    /// <summary>Where the function failed, as its worker tells it; null when it does not.</summary>
    public string? RemoteStackTrace { get; }
}
