using System.Text.Json;
using Iii.Filters;
using Iii.Filters.Oracle;

namespace Iii.Fuzz;

/// <summary>Holds the targets for the filters of observers.</summary>
internal static class FilterTargets
{
    /// <summary>The line that ends the filter in an input of <see cref="Evaluation" />.</summary>
    private const byte Separator = (byte)'\n';

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 512 };

    /// <summary>A text is refused at a position within it, or has a normal form that is its own normal form and never refused.</summary>
    public static void Parser(byte[] bytes)
    {
        if (!Filter.TryParse(bytes, out var filter, out var error))
        {
            Require(error.BytePosition >= 0 && error.ByteLength >= 0 && error.BytePosition + error.ByteLength <= bytes.Length, $"Outside of the text: {error}");
            return;
        }

        using var json = JsonDocument.Parse(bytes, s_options);
        Require(Filter.TryParseNormalForm(filter.NormalForm.Span, out var normal, out error), $"The normal form is refused: {error}");
        Require(normal!.NormalForm.Span.SequenceEqual(filter.NormalForm.Span), "The normal form is not its own normal form.");
        Require(normal.Roots == filter.Roots && normal.IsIndexable == filter.IsIndexable && normal.MatchesAll == filter.MatchesAll, "The normal form differs.");
    }

    /// <summary>A filter, a new line and a document: nothing is thrown, and on JSON the verdict is that of a DOM.</summary>
    public static void Evaluation(byte[] bytes)
    {
        var end = Array.IndexOf(bytes, Separator);
        if (end < 0 || !Filter.TryParse(bytes.AsSpan(0, end), out var filter, out _))
        {
            return;
        }

        var text = bytes.AsSpan(end + 1);
        var index = new FilterIndex<int>();
        index.Set(1, filter);
        var everywhere = new FilterDocument { Input = text, Output = text, Error = text, Caller = text, Metadata = text };
        var verdict = filter.Matches(everywhere);
        var matches = new List<int>();
        index.Match(everywhere, matches);
        Require(matches.Count == (verdict ? 1 : 0), "The index differs from the filter.");
        if (!IsComparable(text) || TryParse(text.ToArray()) is not { } document)
        {
            return;
        }

        using (document)
        {
            using var json = JsonDocument.Parse(bytes.AsMemory(0, end), s_options);
            var root = document.RootElement;
            var isMatch = DomFilter.Compile(json.RootElement).Matches(new DomDocument(root, root, root, root, root));
            Require(isMatch == verdict, $"A DOM says {isMatch}.");
        }
    }

    /// <summary>Gets whether a DOM reads all strings: it throws on half a surrogate pair, and no engine lets one or invalid UTF-8 through.</summary>
    private static bool IsComparable(ReadOnlySpan<byte> text) =>
        System.Text.Unicode.Utf8.IsValid(text) && text.IndexOf("\\ud"u8) < 0 && text.IndexOf("\\uD"u8) < 0;

    private static JsonDocument? TryParse(byte[] text)
    {
        try
        {
            return JsonDocument.Parse(text, s_options);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
        {
            throw new InvalidOperationException(message);
        }
    }
}
