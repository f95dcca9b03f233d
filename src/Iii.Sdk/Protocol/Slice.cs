namespace Iii.Protocol;

/// <summary>
/// Where one value stands in a message. A string's slice leaves out the quotes; any other value's slice is its JSON text.
/// </summary>
internal readonly record struct Slice(int Start, int Length, SliceKind Kind)
{
    public bool IsPresent => Kind is not SliceKind.Absent;

    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> message) => message.Slice(Start, Length);
}

internal enum SliceKind : byte
{
    /// <summary>The field is missing, or null: the protocol makes no difference.</summary>
    Absent,

    /// <summary>A string without escapes: the bytes are the text.</summary>
    Text,

    /// <summary>A string with escapes.</summary>
    EscapedText,

    /// <summary>Any other JSON.</summary>
    Json,
}
