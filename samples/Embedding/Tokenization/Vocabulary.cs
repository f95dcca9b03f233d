namespace Iii.Samples.Embedding.Tokenization;

/// <summary>Holds the pieces of words that a model knows, by their text. A piece that continues a word is written with <c>##</c> before it.</summary>
internal sealed class Vocabulary
{
    private const string Continuation = "##";

    private readonly Dictionary<string, int> _beginnings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _continuations = new(StringComparer.Ordinal);

    /// <summary>Makes a vocabulary.</summary>
    /// <param name="pieces">The pieces with their ids.</param>
    public Vocabulary(IEnumerable<KeyValuePair<string, int>> pieces)
    {
        foreach (var (piece, id) in pieces)
        {
            _beginnings[piece] = id;
            if (piece.StartsWith(Continuation, StringComparison.Ordinal))
            {
                _continuations[piece[Continuation.Length..]] = id;
            }
        }
    }

    /// <summary>Gets how many pieces there are.</summary>
    public int Count => _beginnings.Count;

    /// <summary>Finds a piece by its whole text.</summary>
    public bool TryGetId(string piece, out int id) => _beginnings.TryGetValue(piece, out id);

    /// <summary>Splits a word into the longest pieces that the vocabulary has, from left to right.</summary>
    /// <param name="word">The word.</param>
    /// <param name="ids">Where the ids go. Unchanged where the word cannot be split.</param>
    /// <returns>Whether the whole word is made of pieces.</returns>
    public bool TrySplit(ReadOnlySpan<char> word, List<int> ids)
    {
        var count = ids.Count;
        var pieces = _beginnings.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var start = 0; start < word.Length;)
        {
            var end = word.Length;
            int id;
            while (!pieces.TryGetValue(word[start..end], out id))
            {
                if (--end == start)
                {
                    ids.RemoveRange(count, ids.Count - count);
                    return false;
                }
            }

            ids.Add(id);
            start = end;
            pieces = _continuations.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        return true;
    }
}
