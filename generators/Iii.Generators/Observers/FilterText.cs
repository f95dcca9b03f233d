using System.Text;
using Iii.Filters.Syntax;
using Iii.Generators.Infrastructure;

namespace Iii.Generators.Observers;

/// <summary>A mistake in the text of a filter.</summary>
/// <param name="Message">What is wrong.</param>
/// <param name="Start">Where in the text it begins.</param>
/// <param name="Length">How many characters of the text it is about.</param>
/// <param name="Mend">The operator that a code fix writes around these characters; null where there is nothing mechanical to do.</param>
internal sealed record FilterMistake(string Message, int Start, int Length, string? Mend = null);

/// <summary>A filter that stands as text in the source.</summary>
internal sealed class FilterText
{
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _source;

    private FilterText(byte[] source, string compact, FilterExpression expression)
    {
        _source = source;
        Compact = compact;
        Expression = expression;
    }

    /// <summary>Gets the filter in compact JSON, as it was written otherwise.</summary>
    public string Compact { get; }

    public FilterExpression Expression { get; }

    /// <summary>Reads a filter; null with the mistake when the text is none.</summary>
    public static FilterText? Parse(string text, out FilterMistake? mistake)
    {
        mistake = null;
        byte[] source;
        try
        {
            source = s_encoding.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            mistake = new FilterMistake("a text holds half of a surrogate pair.", 0, text.Length);
            return null;
        }

        if (FilterParser.Parse(source, isTrusted: false, out var fault) is { } parsed && JsonText.Parse(text, out _) is { } json)
        {
            return new FilterText(source, json.Compact, parsed.Expression);
        }

        var (position, length) = fault is null ? (0, source.Length) : (fault.Position, fault.Length);
        var start = Characters(source, 0, position);
        mistake = new FilterMistake(fault?.Message ?? "it nests deeper than 64 levels.", start, Characters(source, position, length), IsLiteral(source, fault) ? "$eq" : null);
        return null;
    }

    /// <summary>The place of a name in the text that begins at a position in bytes: where it begins, and how long it is.</summary>
    public (int Start, int Length) NameAt(int position)
    {
        var end = position + 1;
        while (end < _source.Length && _source[end] != '"')
        {
            end += _source[end] == '\\' ? 2 : 1;
        }

        return (Characters(_source, 0, position), Characters(_source, position, Math.Min(end + 1, _source.Length) - position));
    }

    /// <summary>A literal stands where operators belong: equality is what is meant.</summary>
    private static bool IsLiteral(byte[] source, FilterFault? fault) =>
        fault is { Length: > 0 } && fault.Message.Contains("takes an object of operators") && source[fault.Position] != '{';

    private static int Characters(byte[] source, int position, int length) => Encoding.UTF8.GetCharCount(source, position, Math.Max(0, Math.Min(length, source.Length - position)));
}
