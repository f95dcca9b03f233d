using System.Globalization;

namespace Iii.Protocol;

/// <summary>The longest message that engines and workers take: UTF-8 bytes of the whole envelope, as it is sent.</summary>
internal static class MessageSize
{
    /// <summary>The most bytes, inclusive.</summary>
    public const int Max = 64 * 1024 * 1024;

    /// <summary>Describes a message that is too large, for whoever wanted to send it.</summary>
    public static string Problem(int bytes) => string.Create(
        CultureInfo.InvariantCulture,
        $"This message is {bytes} bytes of JSON; at most {Max} bytes can be sent. Send larger data as a stream: https://iii.dev/docs");

    /// <summary>Refuses a registration that is too large.</summary>
    /// <exception cref="IIIException">It is.</exception>
    public static void ThrowIfTooLarge(int bytes)
    {
        if (bytes > Max)
        {
            throw new IIIException(IIIErrorCodes.PayloadTooLarge, Problem(bytes));
        }
    }
}
