namespace Iii;

/// <summary>An error with a code. Thrown by a handler, the code and the message reach the caller as they are.</summary>
/// <example><code>throw new IIIException("out_of_stock", $"No {item} left.");</code></example>
public class IIIException : Exception
{
    /// <summary>Makes an error with a code.</summary>
    /// <param name="code">What went wrong, for programs.</param>
    /// <param name="message">What went wrong, for people.</param>
    /// <param name="innerException">The cause, if there is one. It does not leave the process.</param>
    public IIIException(string code, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        Code = code;
    }

    /// <summary>What went wrong, for programs. <see cref="IIIErrorCodes"/> holds those of the platform.</summary>
    public string Code { get; }
}
