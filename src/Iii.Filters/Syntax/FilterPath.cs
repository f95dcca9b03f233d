namespace Iii.Filters.Syntax;

/// <summary>Represents a path to a value of a document.</summary>
/// <param name="text">The path as it was written, less the escapes of JSON.</param>
/// <param name="root">Where it starts.</param>
/// <param name="segments">The steps after the root.</param>
internal sealed class FilterPath(byte[] text, PathRoot root, PathSegment[] segments)
{
    /// <summary>Gets the path as it was written, less the escapes of JSON.</summary>
    public byte[] Text { get; } = text;

    public PathRoot Root { get; } = root;

    public PathSegment[] Segments { get; } = segments;
}
