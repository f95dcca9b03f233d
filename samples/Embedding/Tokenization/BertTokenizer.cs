using System.Globalization;
using System.Text;

namespace Iii.Samples.Embedding.Tokenization;

/// <summary>
/// Turns text into the token ids of a BERT model: cleans it, splits it into words and punctuation, and words into the pieces of the vocabulary. Any string
/// has ids; what is not Unicode (half of a surrogate pair) is left out like a control character.
/// </summary>
internal sealed class BertTokenizer
{
    private const int MaxWordCharacters = 100;

    // What one character becomes has six UTF-16 units at most: three characters of musical notation.
    private const int MaxNormalizedLength = 6;

    private static readonly string[] s_specialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    private readonly Vocabulary _vocabulary;
    private readonly TokenizerSettings _settings;
    private readonly (string Text, int Id)[] _special;
    private readonly int _unknown;
    private readonly int _begin;
    private readonly int _end;

    /// <summary>Makes a tokenizer.</summary>
    /// <exception cref="FormatException">The vocabulary lacks a token that every text needs.</exception>
    public BertTokenizer(Vocabulary vocabulary, TokenizerSettings settings)
    {
        _vocabulary = vocabulary;
        _settings = settings;
        _special = [.. s_specialTokens.Where(t => vocabulary.TryGetId(t, out _)).Select(t => (t, Required(t)))];
        _unknown = Required("[UNK]");
        _begin = Required("[CLS]");
        _end = Required("[SEP]");

        int Required(string token) =>
            vocabulary.TryGetId(token, out var id) ? id : throw new FormatException($"The vocabulary has no {token}, so it is not that of a BERT model.");
    }

    /// <summary>Turns a text into token ids, from <c>[CLS]</c> to <c>[SEP]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="maxTokens">How many ids there are at most; the rest of the text is not looked at.</param>
    public int[] Encode(string text, int maxTokens)
    {
        var ids = new List<int> { _begin };
        var last = maxTokens - 1;
        var word = new Word(stackalloc char[2 * MaxWordCharacters]);
        for (var i = 0; i < text.Length && ids.Count < last;)
        {
            if (text[i] == '[' && FindSpecial(text.AsSpan(i)) is { Length: > 0 } special)
            {
                Split(ref word, ids);
                ids.Add(special.Id);
                i += special.Length;
                continue;
            }

            Rune.DecodeFromUtf16(text.AsSpan(i), out var rune, out var length);
            i += length;
            Take(rune, ref word, ids);
        }

        Split(ref word, ids);
        if (ids.Count > last)
        {
            ids.RemoveRange(last, ids.Count - last);
        }

        ids.Add(_end);
        return [.. ids];
    }

    private void Take(Rune rune, ref Word word, List<int> ids)
    {
        if (IsLeftOut(rune))
        {
            return;
        }

        if (Rune.IsWhiteSpace(rune))
        {
            Split(ref word, ids);
            return;
        }

        var stands = _settings.SplitChineseCharacters && IsChinese(rune.Value);
        if (stands)
        {
            Split(ref word, ids);
        }

        Span<char> normalized = stackalloc char[MaxNormalizedLength];
        foreach (var part in normalized[..Normalize(rune, normalized)].EnumerateRunes())
        {
            if (IsPunctuation(part))
            {
                Split(ref word, ids);
                word.Append(part);
                Split(ref word, ids);
            }
            else if (!_settings.StripAccents || Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
            {
                word.Append(part);
            }
        }

        if (stands)
        {
            Split(ref word, ids);
        }
    }

    /// <summary>Ends a word, if one has begun, and adds the ids of its pieces.</summary>
    private void Split(ref Word word, List<int> ids)
    {
        if (word.Characters == 0)
        {
            return;
        }

        if (word.Characters > MaxWordCharacters || !_vocabulary.TrySplit(word.Text, ids))
        {
            ids.Add(_unknown);
        }

        word.Clear();
    }

    private int Normalize(Rune rune, Span<char> destination)
    {
        Span<char> unaccented = stackalloc char[MaxNormalizedLength];
        var length = _settings.StripAccents ? Unaccented.Write(rune, unaccented) : rune.EncodeToUtf16(unaccented);
        if (!_settings.Lowercase)
        {
            unaccented[..length].CopyTo(destination);
            return length;
        }

        // The one capital whose small letter has two characters.
        if (rune.Value == 0x130 && !_settings.StripAccents)
        {
            "i\u0307".CopyTo(destination);
            return 2;
        }

        var written = 0;
        foreach (var part in unaccented[..length].EnumerateRunes())
        {
            written += Rune.ToLowerInvariant(part).EncodeToUtf16(destination[written..]);
        }

        return written;
    }

    private (int Id, int Length) FindSpecial(ReadOnlySpan<char> text)
    {
        foreach (var (token, id) in _special)
        {
            if (text.StartsWith(token, StringComparison.Ordinal))
            {
                return (id, token.Length);
            }
        }

        return default;
    }

    /// <summary>Tells whether a character is dropped without ending a word: control and format characters, private ones, and what replaces broken text.</summary>
    private static bool IsLeftOut(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' => false,
        0xFFFD => true,
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse,
    };

    private static bool IsPunctuation(Rune rune) => rune.IsAscii
        ? char.IsPunctuation((char)rune.Value) || char.IsSymbol((char)rune.Value)
        : Rune.GetUnicodeCategory(rune) is >= UnicodeCategory.ConnectorPunctuation and <= UnicodeCategory.OtherPunctuation;

    // The blocks that BERT's own tokenizer names.
    private static bool IsChinese(int value) => value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF)
        or (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F);

    /// <summary>Collects the characters of a word, but not more than a word may have.</summary>
    private ref struct Word(Span<char> buffer)
    {
        private readonly Span<char> _buffer = buffer;
        private int _length;

        public int Characters { get; private set; }

        public readonly ReadOnlySpan<char> Text => _buffer[.._length];

        public void Append(Rune rune)
        {
            if (++Characters <= MaxWordCharacters)
            {
                _length += rune.EncodeToUtf16(_buffer[_length..]);
            }
        }

        public void Clear()
        {
            _length = 0;
            Characters = 0;
        }
    }
}
