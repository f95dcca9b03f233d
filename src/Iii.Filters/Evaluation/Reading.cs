namespace Iii.Filters.Evaluation;

/// <summary>Represents a document with what was found in it.</summary>
internal readonly ref struct Reading(in FilterDocument document, MatchState state)
{
    private readonly FilterDocument _document = document;

    public MatchState State { get; } = state;

    /// <summary>Gets the text of a part.</summary>
    public ReadOnlySpan<byte> Part(Syntax.PathRoot root) => DocumentPaths.Part(_document, root);
}
