namespace Iii.Filters;

/// <summary>
/// Represents the parts of a call that filters read, each a JSON value in UTF-8. An empty part is absent, which is not the same as <c>null</c>.
/// Nothing is copied; the bytes must not change while filters read them.
/// </summary>
public readonly ref struct FilterDocument
{
    /// <summary>Gets what the function was called with.</summary>
    public ReadOnlySpan<byte> Input { get; init; }

    /// <summary>Gets what the function returned.</summary>
    public ReadOnlySpan<byte> Output { get; init; }

    /// <summary>Gets the error that the call ended with.</summary>
    public ReadOnlySpan<byte> Error { get; init; }

    /// <summary>Gets who called the function.</summary>
    public ReadOnlySpan<byte> Caller { get; init; }

    /// <summary>Gets the metadata of the call.</summary>
    public ReadOnlySpan<byte> Metadata { get; init; }
}
