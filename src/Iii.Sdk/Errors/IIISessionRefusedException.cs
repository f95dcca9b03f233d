namespace Iii;

/// <summary>The engine refused the session, for instance because the credentials in the headers are wrong. Trying again would not help.</summary>
public sealed class IIISessionRefusedException : IIIException
{
    internal IIISessionRefusedException(string code, string message)
        : base(code, $"The engine refused the session ({code}): {message} Check the credentials in options.Headers.")
    {
    }
}
