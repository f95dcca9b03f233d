using Iii.Filters.Evaluation;

namespace Iii.Filters.Indexing;

/// <summary>Represents a filter in an index.</summary>
internal class IndexEntry(BoundFilter filter)
{
    /// <summary>Gets the filter, bound to the paths of the index.</summary>
    public BoundFilter Filter { get; } = filter;

    /// <summary>Gets or sets the position in the list of all entries.</summary>
    public int Position { get; set; }

    /// <summary>Gets or sets where the entry is filed; empty if it is evaluated for every document.</summary>
    public Filing[] Filings { get; set; } = [];

    /// <summary>Gets or sets the position in the list of entries that are evaluated for every document.</summary>
    public int ScannedPosition { get; set; } = -1;
}
