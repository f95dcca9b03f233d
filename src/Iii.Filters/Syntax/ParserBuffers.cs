using Iii.Filters.Json;

namespace Iii.Filters.Syntax;

/// <summary>Holds what a parser needs while it works. Each thread keeps one, unless a text has made it large.</summary>
internal sealed class ParserBuffers
{
    private const int MaxKeptTokens = 1024;

    [ThreadStatic]
    private static ParserBuffers? t_current;

    public JsonTokenList Tokens { get; } = new();

    public ByteBuffer Output { get; } = new();

    public List<ParsedClause> Clauses { get; } = [];

    /// <summary>Takes the buffers of this thread.</summary>
    public static ParserBuffers Rent()
    {
        var buffers = t_current ?? new ParserBuffers();
        t_current = null;
        return buffers;
    }

    /// <summary>Gives the buffers back.</summary>
    public void Return()
    {
        if (Tokens.Count <= MaxKeptTokens && Output.Length <= FilterLimits.EncodedSize)
        {
            Tokens.Clear();
            Output.Clear();
            Clauses.Clear();
            t_current = this;
        }
    }
}
