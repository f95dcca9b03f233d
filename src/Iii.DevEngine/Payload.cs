using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Iii.DevEngine;

/// <summary>A JSON value on its way: passed on as text, and taken apart only for those who look into it.</summary>
internal sealed class Payload
{
    private readonly byte[]? _text;
    private StrongBox<JsonElement>? _element;

    /// <param name="element">A value; <see cref="JsonValueKind.Undefined"/> is passed on as <c>null</c>.</param>
    public Payload(JsonElement element) => _element = new StrongBox<JsonElement>(element);

    /// <param name="text">The text of one value that was found to be valid; it is copied.</param>
    public Payload(ReadOnlySpan<byte> text) => _text = text.ToArray();

    private Payload(byte[] text) => _text = text;

    /// <summary>As it came, or as it was made.</summary>
    public ReadOnlySpan<byte> Text => _text ?? (Element.ValueKind is JsonValueKind.Undefined ? "null"u8 : JsonMarshal.GetRawUtf8Value(Element));

    public JsonElement Element => (_element ??= new StrongBox<JsonElement>(CanonicalJson.Read(_text))).Value;

    /// <summary>Gets <c>null</c>.</summary>
    public static Payload Null { get; } = new("null"u8);

    /// <summary>Takes over the text of one valid value, which nobody changes any more.</summary>
    public static Payload Of(byte[] text) => new(text);

    public static implicit operator Payload(JsonElement element) => new(element);
}
