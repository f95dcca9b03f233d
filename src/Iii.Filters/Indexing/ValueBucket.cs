namespace Iii.Filters.Indexing;

/// <summary>Holds the entries that wait for one value of a path, in no order.</summary>
internal sealed class ValueBucket
{
    private Filing[] _filings = new Filing[1];

    public int Count { get; private set; }

    public ReadOnlySpan<Filing> Filings => _filings.AsSpan(0, Count);

    public void Add(Filing filing)
    {
        if (Count == _filings.Length)
        {
            Array.Resize(ref _filings, Count * 2);
        }

        filing.Position = Count;
        _filings[Count++] = filing;
    }

    public void Remove(Filing filing)
    {
        var last = _filings[--Count];
        last.Position = filing.Position;
        _filings[filing.Position] = last;
        _filings[Count] = null!;
    }
}
