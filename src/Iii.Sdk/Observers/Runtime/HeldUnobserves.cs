using System.Text;

namespace Iii.Observers;

/// <summary>Keeps the ends of observers that could not be sent, or were not confirmed, for the next connection.</summary>
internal sealed class HeldUnobserves
{
    /// <summary>The largest number of ends that are kept.</summary>
    public const int MaxCount = 4_096;

    /// <summary>The largest size of their frames, in bytes.</summary>
    public const int MaxBytes = 4 * 1024 * 1024;

    // {"type":"unobserve","id":""}
    private const int FrameBytes = 28;

    private readonly OrderedDictionary<string, int> _sizes = new(StringComparer.Ordinal);
    private int _bytes;

    /// <summary>Keeps an end. One id is kept once.</summary>
    /// <returns>False when too many are kept already.</returns>
    public bool TryAdd(string id)
    {
        var size = FrameBytes + Encoding.UTF8.GetByteCount(id);
        if (_sizes.ContainsKey(id))
        {
            return true;
        }

        if (_sizes.Count >= MaxCount || _bytes + size > MaxBytes)
        {
            return false;
        }

        _sizes.Add(id, size);
        _bytes += size;
        return true;
    }

    /// <summary>Takes all ids out, in the order in which they came.</summary>
    public IReadOnlyList<string> TakeAll()
    {
        string[] ids = [.. _sizes.Keys];
        _sizes.Clear();
        _bytes = 0;
        return ids;
    }
}
