using Iii.Filters.Evaluation;
using Iii.Filters.Json;
using Iii.Filters.Syntax;

namespace Iii.Filters.Indexing;

/// <summary>Finds entries by the scalar value of a path. Values compare as <c>$eq</c> compares them.</summary>
/// <param name="path">The path.</param>
internal sealed class ValueIndex(PathNode path)
{
    private readonly ValueBucket _null = new();
    private readonly ValueBucket _true = new();
    private readonly ValueBucket _false = new();
    private readonly Dictionary<double, ValueBucket> _numbers = [];
    private readonly Dictionary<byte[], ValueBucket> _texts = new(Utf8KeyComparer.Instance);
    private int _filings;

    /// <summary>Finds the entries that wait for a value of a document; null if there are none.</summary>
    public ValueBucket? Find(ReadOnlySpan<byte> json, ref ValueSlot value)
    {
        switch (value.Kind)
        {
            case JsonTokenKind.Null:
                return _null;
            case JsonTokenKind.True:
                return _true;
            case JsonTokenKind.False:
                return _false;
            case JsonTokenKind.Number:
                // 0 and -0 are equal and have one hash code; NaN, which is a number that no double holds, is never filed.
                return _numbers.GetValueOrDefault(ValueComparer.Number(json, ref value));
            case JsonTokenKind.String:
                return FindText(json.Slice(value.Start, value.Length), value.IsEscaped);
            default:
                return null;
        }
    }

    /// <summary>Counts the entries that wait for a value.</summary>
    public int Count(FilterLiteral value) => Find(value)?.Count ?? 0;

    public Filing Add(IndexEntry entry, FilterLiteral value)
    {
        var bucket = Find(value) ?? Create(value);
        var filing = new Filing(entry, value, bucket, this);
        bucket.Add(filing);
        _filings++;
        return filing;
    }

    public void Remove(Filing filing)
    {
        filing.Bucket.Remove(filing);
        if (--_filings == 0)
        {
            path.Values = null;
        }

        if (filing.Bucket.Count > 0)
        {
            return;
        }

        if (filing.Value.Kind == JsonTokenKind.Number)
        {
            _numbers.Remove(filing.Value.Number);
        }
        else if (filing.Value.Kind == JsonTokenKind.String)
        {
            _texts.Remove(filing.Value.Text);
        }
    }

    private ValueBucket? FindText(ReadOnlySpan<byte> content, bool isEscaped)
    {
        using var text = new UnescapedText(content, isEscaped, stackalloc byte[UnescapedText.BufferSize]);
        return text.IsValid && _texts.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(text.Text, out var bucket) ? bucket : null;
    }

    private ValueBucket? Find(FilterLiteral value) => value.Kind switch
    {
        JsonTokenKind.Null => _null,
        JsonTokenKind.True => _true,
        JsonTokenKind.False => _false,
        JsonTokenKind.Number => _numbers.GetValueOrDefault(value.Number),
        _ => _texts.GetValueOrDefault(value.Text),
    };

    private ValueBucket Create(FilterLiteral value)
    {
        var bucket = new ValueBucket();
        if (value.Kind == JsonTokenKind.Number)
        {
            _numbers.Add(value.Number, bucket);
        }
        else
        {
            _texts.Add(value.Text, bucket);
        }

        return bucket;
    }
}
