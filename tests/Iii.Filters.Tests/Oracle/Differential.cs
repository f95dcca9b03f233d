using System.Text;
using System.Text.Json;

namespace Iii.Filters.Oracle;

/// <summary>Compares the library with the oracle on pairs of filter and document.</summary>
internal static class Differential
{
    private const int FiltersPerIndex = 40;

    private static readonly JsonDocumentOptions s_options = new() { MaxDepth = 256 };

    /// <summary>Compares pairs, one seed each. Every filter is evaluated by itself, in normal form, and in an index with others.</summary>
    /// <returns>The number of pairs that match.</returns>
    /// <exception cref="InvalidOperationException">The verdicts differ.</exception>
    public static long Run(int firstSeed, int pairs)
    {
        var matching = 0L;
        var index = new FilterIndex<int>();
        var oracles = new Dictionary<int, DomFilter>();
        var found = new List<int>();
        for (var i = 0; i < pairs; i++)
        {
            var random = new RandomPair(firstSeed + i);
            var text = random.Filter();
            var documentText = random.Document();
            var filter = Filter.Parse(text);
            using var json = JsonDocument.Parse(text, s_options);
            var oracle = DomFilter.Compile(json.RootElement);
            using var document = JsonDocument.Parse(Encoding.UTF8.GetBytes(documentText), s_options);
            var dom = DomDocument.Of(document.RootElement);
            var isMatch = oracle.Matches(dom);
            matching += isMatch ? 1 : 0;
            Require(filter.Matches(dom.ToText()) == isMatch, "The filter", text, documentText);
            if (!Filter.TryParseNormalForm(filter.NormalForm.Span, out var normal, out var error))
            {
                throw new InvalidOperationException($"The normal form of {text} is refused: {error}");
            }

            Require(normal.NormalForm.Span.SequenceEqual(filter.NormalForm.Span), "The normal form of the normal form", text, documentText);
            Require(normal.Matches(dom.ToText()) == isMatch, "The normal form", text, documentText);

            // A filter replaces the one that has had the key; one in four only goes.
            var key = (firstSeed + i) % FiltersPerIndex;
            index.Remove(key);
            oracles.Remove(key);
            if (i % 4 != 0)
            {
                index.Set(key, filter);
                oracles[key] = oracle;
            }

            found.Clear();
            index.Match(dom.ToText(), found);
            var expected = oracles.Where(o => o.Value.Matches(dom)).Select(o => o.Key).Order();
            Require(expected.SequenceEqual(found), "The index", text, documentText);
        }

        return matching;
    }

    private static void Require(bool isSame, string what, string filter, string document)
    {
        if (!isSame)
        {
            throw new InvalidOperationException($"{what} differs from the oracle.\nFilter: {filter}\nDocument: {document}");
        }
    }
}
