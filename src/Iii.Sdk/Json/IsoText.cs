namespace Iii.Generated;

/// <summary>
/// Reads dates and times in the one form that nearly all senders use: <c>yyyy-MM-ddTHH:mm:ss[.fffffff][Z|±HH:mm]</c>. All others, and what is no date, are for the
/// framework to read.
/// </summary>
internal static class IsoText
{
    private const int DateLength = 10;
    private const int SecondsLength = 19;
    private const int MostFractionDigits = 7;

    /// <summary>Reads a time in UTC, or in no zone that is said.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTime value)
    {
        if (!TryReadTicks(text, out var ticks, out var zone) || zone is not ([] or [(byte)'Z']))
        {
            value = default;
            return false;
        }

        value = new DateTime(ticks, zone.IsEmpty ? DateTimeKind.Unspecified : DateTimeKind.Utc);
        return true;
    }

    /// <summary>Reads a time with its offset.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateTimeOffset value)
    {
        value = default;
        if (!TryReadTicks(text, out var ticks, out var zone) || !TryReadOffset(zone, out var offset))
        {
            return false;
        }

        // Close to the ends of time an offset may lead beyond them.
        if (ticks < TimeSpan.TicksPerDay || ticks > DateTime.MaxValue.Ticks - TimeSpan.TicksPerDay)
        {
            return false;
        }

        value = new DateTimeOffset(ticks, offset);
        return true;
    }

    /// <summary>Reads a date that is all of the text.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out DateOnly value)
    {
        if (text.Length != DateLength || !TryReadDate(text, out var year, out var month, out var day))
        {
            value = default;
            return false;
        }

        value = new DateOnly(year, month, day);
        return true;
    }

    private static bool TryReadTicks(ReadOnlySpan<byte> text, out long ticks, out ReadOnlySpan<byte> zone)
    {
        ticks = 0;
        zone = default;
        if (text.Length < SecondsLength || !TryReadDate(text, out var year, out var month, out var day)
            || text[10] != (byte)'T' || text[13] != (byte)':' || text[16] != (byte)':'
            || !TryReadTwo(text[11..], out var hour) || hour > 23
            || !TryReadTwo(text[14..], out var minute) || minute > 59
            || !TryReadTwo(text[17..], out var second) || second > 59)
        {
            return false;
        }

        ticks = new DateTime(year, month, day).Ticks + ((hour * 60L + minute) * 60 + second) * TimeSpan.TicksPerSecond;
        zone = text[SecondsLength..];
        return zone is not [(byte)'.', ..] || TryReadFraction(ref zone, ref ticks);
    }

    private static bool TryReadFraction(ref ReadOnlySpan<byte> rest, ref long ticks)
    {
        var unit = TimeSpan.TicksPerSecond;
        var at = 1;
        for (; at < rest.Length && (uint)rest[at] - '0' is <= 9 and var digit; at++)
        {
            unit /= 10;
            ticks += digit * unit;
        }

        rest = rest[at..];
        return at - 1 is >= 1 and <= MostFractionDigits;
    }

    private static bool TryReadOffset(ReadOnlySpan<byte> zone, out TimeSpan offset)
    {
        offset = default;
        if (zone is [(byte)'Z'])
        {
            return true;
        }

        // Offsets up to fourteen hours are allowed; those just before that limit are rare enough.
        if (zone is not [(byte)'+' or (byte)'-', _, _, (byte)':', _, _] || !TryReadTwo(zone[1..], out var hours) || hours > 13 || !TryReadTwo(zone[4..], out var minutes) || minutes > 59)
        {
            return false;
        }

        offset = new TimeSpan((zone[0] == (byte)'-' ? -1 : 1) * (hours * 60L + minutes) * TimeSpan.TicksPerMinute);
        return true;
    }

    private static bool TryReadDate(ReadOnlySpan<byte> text, out int year, out int month, out int day)
    {
        month = day = 0;
        if (!TryReadTwo(text, out var century) || !TryReadTwo(text[2..], out year))
        {
            year = 0;
            return false;
        }

        year += century * 100;
        return text[4] == (byte)'-' && text[7] == (byte)'-'
            && TryReadTwo(text[5..], out month) && month is >= 1 and <= 12
            && TryReadTwo(text[8..], out day) && day >= 1
            && year >= 1 && day <= DateTime.DaysInMonth(year, month);
    }

    private static bool TryReadTwo(ReadOnlySpan<byte> text, out int value)
    {
        var tens = (uint)text[0] - '0';
        var ones = (uint)text[1] - '0';
        value = (int)(tens * 10 + ones);
        return tens <= 9 && ones <= 9;
    }
}
