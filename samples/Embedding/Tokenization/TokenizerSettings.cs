namespace Iii.Samples.Embedding.Tokenization;

/// <summary>Represents how a model's tokenizer normalizes text. The defaults are those of uncased BERT models.</summary>
/// <param name="Lowercase">Whether text becomes lower case.</param>
/// <param name="StripAccents">Whether accents are left out.</param>
/// <param name="SplitChineseCharacters">Whether each Chinese character is a word.</param>
internal sealed record TokenizerSettings(bool Lowercase = true, bool StripAccents = true, bool SplitChineseCharacters = true);
