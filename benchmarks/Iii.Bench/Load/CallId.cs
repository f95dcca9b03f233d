using System.Globalization;

namespace Iii.Bench.Load;

/// <summary>An invocation id that tells which call it belongs to: a UUID with the slot and the slot's sequence number as its last digits.</summary>
/// <param name="Slot">Which of the calls in flight.</param>
/// <param name="Sequence">Which of that slot's calls; an answer to another one is an answer too many.</param>
internal readonly record struct CallId(int Slot, uint Sequence)
{
    public const int Length = 36;

    private static ReadOnlySpan<byte> Prefix => "be4c0000-0000-4000-8000-"u8;

    /// <summary>What stands before the id in a frame.</summary>
    public static ReadOnlySpan<byte> Marker => "\"invocation_id\":\""u8;

    public void Write(Span<byte> destination)
    {
        Prefix.CopyTo(destination);
        (((ulong)Slot << 32) | Sequence).TryFormat(destination[Prefix.Length..], out _, "x12", CultureInfo.InvariantCulture);
    }

    /// <summary>Finds the id of a call of the bench; false for any other frame.</summary>
    public static bool TryFind(ReadOnlySpan<byte> frame, out CallId id)
    {
        id = default;
        var at = frame.IndexOf(Marker);
        if (at < 0 || frame.Length < at + Marker.Length + Length)
        {
            return false;
        }

        var text = frame.Slice(at + Marker.Length, Length);
        if (!text.StartsWith(Prefix) || !ulong.TryParse(text[Prefix.Length..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        id = new CallId((int)(number >> 32), (uint)number);
        return true;
    }
}
