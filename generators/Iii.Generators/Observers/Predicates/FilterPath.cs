namespace Iii.Generators.Observers.Predicates;

/// <summary>A path in a filter: a root and the segments behind it.</summary>
internal sealed class FilterPath
{
    /// <summary>The most segments that may follow the root.</summary>
    public const int MaxSegments = 16;

    private readonly string[] _segments;

    private FilterPath(string[] segments)
    {
        _segments = segments;
        Text = string.Join(".", segments.Select(Escaped));
    }

    /// <summary>Gets the path as a filter has it.</summary>
    public string Text { get; }

    /// <summary>Gets the number of segments behind the root.</summary>
    public int Length => _segments.Length - 1;

    public static FilterPath Root(string root) => new([root]);

    public FilterPath Add(string segment) => new([.. _segments, segment]);

    /// <summary>Gets a value indicating whether the other path leads through this one, or to it.</summary>
    public bool IsPrefixOf(FilterPath other) => _segments.Length <= other._segments.Length && _segments.SequenceEqual(other._segments.Take(_segments.Length));

    public bool IsSameAs(FilterPath other) => Text == other.Text;

    public override string ToString() => Text;

    private static string Escaped(string segment) => segment.Replace("\\", "\\\\").Replace(".", "\\.");
}
