using System.Buffers;

namespace Iii.Generated;

/// <summary>Reads UUIDs from their usual form: 32 hexadecimal digits with hyphens between groups of 8, 4, 4, 4 and 12.</summary>
internal static class GuidText
{
    public const int Length = 36;

    /// <summary>Reads a UUID that is all of the text.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out Guid value)
    {
        value = default;
        if (text.Length != Length || text[8] != (byte)'-' || text[13] != (byte)'-' || text[18] != (byte)'-' || text[23] != (byte)'-')
        {
            return false;
        }

        Span<byte> digits = stackalloc byte[32];
        text[..8].CopyTo(digits);
        text[9..13].CopyTo(digits[8..]);
        text[14..18].CopyTo(digits[12..]);
        text[19..23].CopyTo(digits[16..]);
        text[24..].CopyTo(digits[20..]);
        Span<byte> bytes = stackalloc byte[16];
        if (Convert.FromHexString(digits, bytes, out _, out _) is not OperationStatus.Done)
        {
            return false;
        }

        value = new Guid(bytes, bigEndian: true);
        return true;
    }
}
