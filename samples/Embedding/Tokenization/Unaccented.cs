using System.Text;

namespace Iii.Samples.Embedding.Tokenization;

/// <summary>
/// Decomposes characters and leaves their accents out, as Unicode's canonical decomposition (NFD) without nonspacing marks does. <c>string.Normalize</c>
/// needs ICU for that and changes nothing under invariant globalization, so the decompositions come with the sample.
/// </summary>
internal static class Unaccented
{
    private const int FirstHangulSyllable = 0xAC00;
    private const int LastHangulSyllable = 0xD7A3;
    private const int VowelsAndFinals = 21 * 28;
    private const int Finals = 28;

    private static readonly Dictionary<Rune, string> s_decompositions = ReadDecompositions();

    /// <summary>Gets how many characters have a decomposition of their own, Hangul syllables not counted.</summary>
    public static int Count => s_decompositions.Count;

    /// <summary>Writes what is left of a character.</summary>
    /// <param name="rune">A character that is not a nonspacing mark.</param>
    /// <param name="destination">Six UTF-16 units at least.</param>
    /// <returns>How many units were written.</returns>
    public static int Write(Rune rune, Span<char> destination)
    {
        if (rune.IsAscii)
        {
            destination[0] = (char)rune.Value;
            return 1;
        }

        if (rune.Value is >= FirstHangulSyllable and <= LastHangulSyllable)
        {
            // Syllables are in the order of their letters, so that arithmetic takes them apart.
            var index = rune.Value - FirstHangulSyllable;
            var final = index % Finals;
            destination[0] = (char)(0x1100 + (index / VowelsAndFinals));
            destination[1] = (char)(0x1161 + (index % VowelsAndFinals / Finals));
            destination[2] = (char)(0x11A7 + final);
            return final == 0 ? 2 : 3;
        }

        if (s_decompositions.TryGetValue(rune, out var left))
        {
            left.CopyTo(destination);
            return left.Length;
        }

        return rune.EncodeToUtf16(destination);
    }

    private static Dictionary<Rune, string> ReadDecompositions()
    {
        var decompositions = new Dictionary<Rune, string>(2_100);
        using var reader = new StreamReader(typeof(Unaccented).Assembly.GetManifestResourceStream("unaccented.txt")!, Encoding.UTF8);
        while (reader.ReadLine() is { } line)
        {
            // A line is what is left, a blank, and every character of which that is left; '#' begins a comment.
            if (line.StartsWith('#'))
            {
                continue;
            }

            var blank = line.IndexOf(' ', StringComparison.Ordinal);
            var left = line[..blank];
            foreach (var rune in line.AsSpan(blank + 1).EnumerateRunes())
            {
                decompositions.Add(rune, left);
            }
        }

        return decompositions;
    }
}
