namespace Iii.Protocol;

/// <summary>
/// Where one value stands in a message. A string's slice leaves out the quotes; any other value's slice is its JSON text.
/// </summary>
internal readonly record struct Slice(int Start, int Length, SliceKind Kind)
{
    public bool IsPresent => Kind is not (SliceKind.Absent or SliceKind.Null);

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> message) => message.Slice(Start, Length);

    /// <summary>The value as JSON: a string has its quotes again.</summary>
    public ReadOnlySpan<byte> JsonOf(ReadOnlySpan<byte> message) =>
        Kind is SliceKind.Text or SliceKind.EscapedText ? message.Slice(Start - 1, Length + 2) : Of(message);
}

internal enum SliceKind : byte
{
    /// <summary>The field is missing.</summary>
    Absent,

    /// <summary>The literal <c>null</c>: to the protocol the same as a missing field, but not to a function's parameter.</summary>
    Null,

    /// <summary>A string without escapes: the bytes are the text.</summary>
    Text,

    /// <summary>A string with escapes.</summary>
    EscapedText,

    /// <summary>Any other JSON.</summary>
    Json,
}
