namespace Iii.Filters.Syntax;

/// <summary>Specifies where a path starts.</summary>
internal enum PathRoot
{
    Input,
    Output,
    Error,
    Caller,
    Metadata,

    /// <summary>The element of the innermost <c>$any</c>.</summary>
    Element,
}
