using System.Text;

namespace Iii.DevEngine;

/// <summary>The order of the real engine's maps: that of the bytes of their keys.</summary>
internal sealed class Utf8Order : IComparer<string>
{
    public static readonly Utf8Order Instance = new();

    public int Compare(string? x, string? y) =>
        Ascii.IsValid(x) && Ascii.IsValid(y)
            ? string.CompareOrdinal(x, y)
            : Encoding.UTF8.GetBytes(x!).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(y!));
}
