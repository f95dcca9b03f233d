using System.Text;

namespace Iii;

/// <summary>What came through a channel, as it was sent: bytes, or a text message beside them.</summary>
public readonly struct IIIChannelItem
{
    internal IIIChannelItem(bool isText, ReadOnlyMemory<byte> bytes)
    {
        IsText = isText;
        Bytes = bytes;
    }

    /// <summary>A text message; otherwise bytes.</summary>
    public bool IsText { get; }

    /// <summary>The bytes; of a text message its UTF-8, ready for <see cref="IIIJson.Deserialize{T}"/>. They belong to the item and may be kept.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The text of a message; null for bytes.</summary>
    public string? Text => IsText ? Encoding.UTF8.GetString(Bytes.Span) : null;

    /// <summary>What it is and how long, without its content.</summary>
    public override string ToString() => $"{(IsText ? "text" : "binary")}, {Bytes.Length} bytes";
}
