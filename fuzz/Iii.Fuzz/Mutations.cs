using System.Text;

namespace Iii.Fuzz;

/// <summary>Makes new inputs out of those that there are.</summary>
public sealed class Mutations(IReadOnlyList<byte[]> corpus, int seed)
{
    private const int Longest = 8 * 1024;

    private static readonly byte[][] s_words =
    [
        .. new[] { "null", "true", "\"\"", "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud83d", "1e999", "-0", "0.1e-400", "\"type\":", "\"data\":", "\"invocation_id\":", "\"$type\":\"circle\"", "\0", "\uFEFF", "é", "😀", " ", "\n" }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC3, 0x28],
        [0xED, 0xA0, 0x80],
        [0x81, 0x7E, 0xFF, 0xFF],
        [0x88, 0x02, 0x03, 0xE8],
        [0x00, 0x00],
        [0x80, 0x00],
    ];

    private readonly Random _random = new(seed);

    public byte[] Next()
    {
        var input = new List<byte>(Any());
        for (var changes = _random.Next(1, 8); changes > 0; changes--)
        {
            Change(input);
        }

        return [.. input.Take(Longest)];
    }

    private void Change(List<byte> input)
    {
        var at = _random.Next(input.Count + 1);
        switch (_random.Next(6))
        {
            case 0 when input.Count > 0:
                input[_random.Next(input.Count)] ^= (byte)(1 << _random.Next(8));
                break;
            case 1 when input.Count > 0:
                input[_random.Next(input.Count)] = (byte)_random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, _random.Next(Math.Min(input.Count - at, 20) + 1));
                break;
            case 3:
                var other = Any();
                var from = _random.Next(other.Length + 1);
                input.InsertRange(at, other[from..(from + _random.Next(other.Length - from + 1))]);
                break;
            case 4 when input.Count > 0:
                var length = _random.Next(Math.Min(input.Count - Math.Min(at, input.Count - 1), 30) + 1);
                input.InsertRange(at, input.GetRange(Math.Min(at, input.Count - length), length));
                break;
            default:
                input.InsertRange(at, s_words[_random.Next(s_words.Length)]);
                break;
        }
    }

    private byte[] Any() => corpus[_random.Next(corpus.Count)];
}
