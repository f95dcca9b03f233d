using System.Globalization;

namespace Iii.DevEngine.Sessions;

/// <summary>Makes the error for a message that its receiver cannot take.</summary>
internal static class OversizedMessage
{
    /// <summary>The error's code.</summary>
    public const string Code = "payload_too_large";

    /// <summary>Makes the error; it names both sizes and nothing of the payload.</summary>
    /// <param name="size">The size of the message, in bytes.</param>
    /// <param name="limit">The size of the largest message that the receiver takes, in bytes.</param>
    public static Outcome Error(int size, int limit) => Outcome.Failed(
        Code,
        string.Create(
            CultureInfo.InvariantCulture,
            $"This message is {size} bytes of JSON; at most {limit} bytes can be sent to its receiver. Send larger data through a channel."));
}
