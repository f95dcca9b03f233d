namespace Iii.Filters.Syntax;

/// <summary>Represents one step of a path.</summary>
internal readonly struct PathSegment(byte[] key)
{
    private const int MaxIndexDigits = 9;

    /// <summary>Gets the key of a member, unescaped.</summary>
    public byte[] Key { get; } = key;

    /// <summary>Gets the index of an item, or -1 if the key is not a canonical decimal. What is too large for an array is the largest number.</summary>
    public int Index { get; } = IndexOf(key);

    private static int IndexOf(byte[] key)
    {
        if (key[0] == '0' && key.Length > 1)
        {
            return -1;
        }

        var index = 0;
        foreach (var digit in key)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            index = key.Length > MaxIndexDigits ? int.MaxValue : (index * 10) + (digit - '0');
        }

        return index;
    }
}
