using System.Text;
using Iii.Protocol;

namespace Iii.Generated;

/// <summary>The payload of an http trigger, with its parts found but not read.</summary>
internal readonly ref struct HttpEnvelope
{
    private readonly ReadOnlySpan<byte> _payload;

    public HttpEnvelope(ReadOnlySpan<byte> payload)
    {
        _payload = payload;
        Route = Part(payload, "path_params"u8);
        Query = Part(payload, "query_params"u8);
        Headers = Part(payload, "headers"u8);
        var body = Find(payload, "body"u8);
        Body = body.IsPresent ? body.JsonOf(payload) : default;
    }

    public ReadOnlySpan<byte> Route { get; }

    public ReadOnlySpan<byte> Query { get; }

    public ReadOnlySpan<byte> Headers { get; }

    /// <summary>The body's JSON; empty when there is none.</summary>
    public ReadOnlySpan<byte> Body { get; }

    /// <summary>A property of an object; without regard to case when none has exactly the name.</summary>
    public static Slice Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        Slice exact = default, similar = default;
        var scanner = new EnvelopeScanner(json);
        if (scanner.TryBegin())
        {
            while (scanner.TryNext(out var found, out var value))
            {
                var text = found.Of(json);
                if (text.SequenceEqual(name))
                {
                    exact = value;
                }
                else if (Ascii.EqualsIgnoreCase(text, name))
                {
                    similar = value;
                }
            }
        }

        return exact.Kind is SliceKind.Absent ? similar : exact;
    }

    /// <summary>Writes one parameter: from the route, else the query, else the body, else the headers; nothing when it is nowhere.</summary>
    public void CopyParameter(JsonOutput output, string name, HttpLiteral? literal, bool takesBody)
    {
        var utf8 = Encoding.UTF8.GetBytes(name);
        if (TryCopyText(output, name, Route, utf8, literal) || TryCopyText(output, name, Query, utf8, literal))
        {
            return;
        }

        if (takesBody && !Body.IsEmpty)
        {
            output.WriteName(name.AsSpan());
            output.WriteRaw(Body);
        }
        else if (Body is [(byte)'{', ..] && Find(Body, utf8) is { Kind: not SliceKind.Absent } property)
        {
            output.WriteName(name.AsSpan());
            output.WriteRaw(property.JsonOf(Body));
        }
        else
        {
            TryCopyText(output, name, Headers, Encoding.UTF8.GetBytes(HeaderName(name)), literal);
        }
    }

    /// <summary>Writes all properties of an object.</summary>
    public static void CopyObject(JsonOutput output, ReadOnlySpan<byte> json)
    {
        var scanner = new EnvelopeScanner(json);
        if (json is [(byte)'{', ..] && scanner.TryBegin())
        {
            while (scanner.TryNext(out var name, out var value))
            {
                output.WriteEscapedName(name.Of(json));
                output.WriteRaw(value.JsonOf(json));
            }
        }
    }

    /// <summary>Writes all properties of an object of texts.</summary>
    public static void CopyTexts(JsonOutput output, ReadOnlySpan<byte> json, HttpLiteral[] literals)
    {
        var scanner = new EnvelopeScanner(json);
        if (scanner.TryBegin())
        {
            while (scanner.TryNext(out var name, out var value))
            {
                if (value.Kind is SliceKind.Text or SliceKind.EscapedText)
                {
                    output.WriteEscapedName(name.Of(json));
                    WriteText(output, json, value, literals.Length == 0 ? null : Array.Find(literals, Matches(name.Of(json))));
                }
            }
        }
    }

    private static Predicate<HttpLiteral> Matches(ReadOnlySpan<byte> name)
    {
        var text = Encoding.UTF8.GetString(name);
        return literal => string.Equals(literal.Name, text, StringComparison.OrdinalIgnoreCase);
    }

    private static bool TryCopyText(JsonOutput output, string name, ReadOnlySpan<byte> json, ReadOnlySpan<byte> key, HttpLiteral? literal)
    {
        if (Find(json, key) is not { Kind: SliceKind.Text or SliceKind.EscapedText } value)
        {
            return false;
        }

        output.WriteName(name.AsSpan());
        WriteText(output, json, value, literal);
        return true;
    }

    // Numbers are read from strings as well; only booleans and enums need their text without quotes.
    private static void WriteText(JsonOutput output, ReadOnlySpan<byte> json, Slice value, HttpLiteral? literal)
    {
        if (literal is not null && FrameReader.Text(value, json) is { } text && literal.Read(text) is { } bare)
        {
            output.WriteRaw(Encoding.UTF8.GetBytes(bare));
        }
        else
        {
            output.WriteRaw(value.JsonOf(json));
        }
    }

    private static ReadOnlySpan<byte> Part(ReadOnlySpan<byte> payload, ReadOnlySpan<byte> name) =>
        Find(payload, name) is { Kind: SliceKind.Json } part ? part.Of(payload) : default;

    private static string HeaderName(string name)
    {
        var text = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsUpper(c) && text.Length > 0)
            {
                text.Append('-');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
