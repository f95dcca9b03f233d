using System.Text.Json;
using Iii.Generated;

namespace Iii;

/// <summary>Reads and writes the times in an envelope: milliseconds, whole for the start and with fractions for the duration.</summary>
internal static class EnvelopeTime
{
    private static readonly double s_first = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly double s_last = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static DateTimeOffset ReadStart(ref JsonInput reader) => DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Clamp(Number(ref reader), s_first, s_last));

    public static TimeSpan ReadDuration(ref JsonInput reader)
    {
        var ticks = Number(ref reader) * TimeSpan.TicksPerMillisecond;
        return ticks >= long.MaxValue ? TimeSpan.MaxValue : ticks <= long.MinValue ? TimeSpan.MinValue : TimeSpan.FromTicks((long)Math.Round(ticks));
    }

    public static void WriteStart(JsonOutput output, DateTimeOffset start) => Int64Json.Write(output, start.ToUnixTimeMilliseconds());

    public static void WriteDuration(JsonOutput output, TimeSpan duration) => DoubleJson.Write(output, (double)duration.Ticks / TimeSpan.TicksPerMillisecond);

    private static double Number(ref JsonInput reader) =>
        reader.TokenType is JsonTokenType.Number ? DoubleJson.Read(ref reader) : throw JsonErrors.Expected(ref reader, "a number of milliseconds");
}
