using Iii.Samples.Embedding.Tokenization;

namespace Iii.Samples.Embedding.Tests;

/// <summary>Tests what the reference texts do not reach.</summary>
public sealed class BertTokenizerTests
{
    private const int Unknown = 1;
    private const int Begin = 2;
    private const int End = 3;

    private static readonly string[] s_special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

    [Fact]
    public void Unaccented_table_isComplete() => Assert.Equal(2_041, Unaccented.Count);

    [Theory]
    [InlineData("\u1EAE", "A")]
    [InlineData("\u0130", "I")]
    [InlineData("\u212B", "A")]
    [InlineData("\uAC00", "\u1100\u1161")]
    [InlineData("\uD55C", "\u1112\u1161\u11AB")]
    [InlineData("\uD7A3", "\u1112\u1175\u11C2")]
    [InlineData("\uF900", "\u8C48")]
    [InlineData("\U0002F800", "\u4E3D")]
    [InlineData("\U0001D160", "\U0001D158\U0001D165\U0001D16E")]
    [InlineData("\u00DF", "\u00DF")]
    [InlineData("\U0001F600", "\U0001F600")]
    public void Unaccented_character_isItsCanonicalDecompositionWithoutAccents(string character, string expected)
    {
        Span<char> left = stackalloc char[6];
        Assert.Equal(expected, new string(left[..Unaccented.Write(character.EnumerateRunes().Single(), left)]));
    }

    [Theory]
    [InlineData("ab\ud800cd")]
    [InlineData("ab\udc00cd")]
    [InlineData("ab\0c\ufffdd\u200b")]
    [InlineData("a\u0301b\u00adc\ue000d")]
    public void Encode_charactersThatAreNoText_areLeftOut(string text) => Assert.Equal([Begin, 5, End], Encode(text, ["abcd"]));

    [Fact]
    public void Encode_everyCodeUnit_isAnswered()
    {
        var tokenizer = Make(["a"]);
        Assert.All(Enumerable.Range(0, 0x10000), c => Assert.InRange(tokenizer.Encode($"{(char)c}", 16).Length, 2, 5));
    }

    [Theory]
    [InlineData(100, 6)]
    [InlineData(101, Unknown)]
    public void Encode_longWord_isUnknownBeyondOneHundredCharacters(int length, int expected) =>
        Assert.Equal(expected, Encode(new string('x', length), ["x", "##x"])[^2]);

    [Fact]
    public void Encode_wordThatEndsInNoPiece_isUnknownAsAWhole() => Assert.Equal([Begin, 5, Unknown, End], Encode("ab abz", ["ab", "##b"]));

    [Fact]
    public void Encode_specialTokenInText_isTheTokenAndEndsAWord() => Assert.Equal([Begin, 5, 4, 5, 0, 1, End], Encode("a[MASK]a[PAD][UNK]", ["a"]));

    [Fact]
    public void Encode_specialTokenInSmallLetters_isText() => Assert.Equal([Begin, 5, 6, 7, End], Encode("[mask]", ["[", "mask", "]"]));

    [Fact]
    public void Encode_moreTokensThanCount_keepsTheFirstAndTheEnd() => Assert.Equal([Begin, 5, 6, End], Encode("ab abb", ["a", "##b"], maxTokens: 4));

    [Theory]
    [InlineData("$=+`^\u00BF\u2014")]
    public void Encode_punctuationAndAsciiSymbols_areWordsOfTheirOwn(string text) =>
        Assert.Equal(text.Length + 2, Encode($"a{text}", [.. text.Select(c => $"{c}"), "a"]).Length - 1);

    [Fact]
    public void Encode_otherSymbols_arePartsOfWords() => Assert.Equal([Begin, 5, End], Encode("a\u20AC", ["a\u20AC"]));

    [Fact]
    public void Encode_casedModel_keepsCaseAndAccents()
    {
        var tokenizer = Make(["\u00C9t\u00E9"], new TokenizerSettings(Lowercase: false, StripAccents: false));
        Assert.Equal([Begin, 5, End], tokenizer.Encode("\u00C9t\u00E9", 16));
    }

    [Fact]
    public void Encode_lowercaseWithAccents_keepsAccents()
    {
        var tokenizer = Make(["\u00E9i\u0307"], new TokenizerSettings(StripAccents: false));
        Assert.Equal([Begin, 5, End], tokenizer.Encode("\u00C9\u0130", 16));
    }

    [Fact]
    public void Encode_modelThatDoesNotSplitChinese_keepsWords()
    {
        Assert.Equal([Begin, 5, End], Make(["\u4E16\u754C"], new TokenizerSettings(SplitChineseCharacters: false)).Encode("\u4E16\u754C", 16));
        Assert.Equal([Begin, Unknown, Unknown, End], Make(["\u4E16\u754C"]).Encode("\u4E16\u754C", 16));
    }

    [Fact]
    public void Tokenizer_vocabularyWithoutBegin_isRefused()
    {
        var vocabulary = new Vocabulary([KeyValuePair.Create("[UNK]", 0)]);
        Assert.Contains("[CLS]", Assert.Throws<FormatException>(() => new BertTokenizer(vocabulary, new TokenizerSettings())).Message, StringComparison.Ordinal);
    }

    private static int[] Encode(string text, string[] pieces, int maxTokens = 256) => Make(pieces).Encode(text, maxTokens);

    private static BertTokenizer Make(string[] pieces, TokenizerSettings? settings = null) =>
        new(new Vocabulary(s_special.Concat(pieces).Select((piece, id) => KeyValuePair.Create(piece, id))), settings ?? new TokenizerSettings());
}
