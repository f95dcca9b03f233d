using System.Buffers;
using Iii.Filters.Json;

namespace Iii.Filters.Evaluation;

/// <summary>Holds the text of a string without its escapes, on the stack where it is short.</summary>
internal ref struct UnescapedText
{
    /// <summary>The length of the buffer that the caller gives.</summary>
    public const int BufferSize = 256;

    private readonly byte[]? _rented;
    private readonly ReadOnlySpan<byte> _text;

    /// <summary>Reads a string.</summary>
    /// <param name="content">The bytes between the quotes.</param>
    public UnescapedText(ReadOnlySpan<byte> content, bool isEscaped, Span<byte> buffer)
    {
        _text = content;
        IsValid = true;
        if (isEscaped)
        {
            if (content.Length > buffer.Length)
            {
                buffer = _rented = ArrayPool<byte>.Shared.Rent(content.Length);
            }

            var length = JsonEscapes.Unescape(content, buffer);
            IsValid = length >= 0;
            _text = IsValid ? buffer[..length] : default;
        }
    }

    /// <summary>Gets whether the string has no escape that is malformed or one half of a surrogate pair.</summary>
    public bool IsValid { get; }

    public readonly ReadOnlySpan<byte> Text => _text;

    public readonly void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
        }
    }
}
