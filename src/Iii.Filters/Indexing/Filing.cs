using Iii.Filters.Syntax;

namespace Iii.Filters.Indexing;

/// <summary>Represents the place of an entry among those that wait for one value of a path.</summary>
/// <param name="index">The values of the path.</param>
internal sealed class Filing(IndexEntry entry, FilterLiteral value, ValueBucket bucket, ValueIndex index)
{
    public IndexEntry Entry => entry;

    public FilterLiteral Value => value;

    public ValueBucket Bucket => bucket;

    /// <summary>Gets or sets the position in the bucket.</summary>
    public int Position { get; set; }

    /// <summary>Removes the entry from this place.</summary>
    public void Remove() => index.Remove(this);
}
