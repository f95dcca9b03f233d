namespace Iii.Filters.Json;

/// <summary>Selects the members of an object that count: of members with one name, the last.</summary>
internal static class JsonMembers
{
    private const int MaxInsertionSort = 16;

    /// <summary>Returns the tokens of the names in byte order. The value of a member is the token after its name.</summary>
    public static int[] Sorted(ReadOnlySpan<byte> source, JsonTokenList tokens, int container)
    {
        var count = tokens[container].Count;
        if (count == 0)
        {
            return [];
        }

        var names = new int[count];
        var name = container + 1;
        for (var i = 0; i < count; i++, name = tokens[name + 1].Next)
        {
            names[i] = name;
        }

        if (count <= MaxInsertionSort)
        {
            SortFew(source, tokens, names);
        }
        else
        {
            SortMany(source, tokens, names);
        }

        return WithoutDuplicates(source, tokens, names);
    }

    private static void SortFew(ReadOnlySpan<byte> source, JsonTokenList tokens, int[] names)
    {
        for (var i = 1; i < names.Length; i++)
        {
            var name = names[i];
            var text = tokens.Text(source, name);
            var j = i;
            for (; j > 0 && tokens.Text(source, names[j - 1]).SequenceCompareTo(text) > 0; j--)
            {
                names[j] = names[j - 1];
            }

            names[j] = name;
        }
    }

    private static void SortMany(ReadOnlySpan<byte> source, JsonTokenList tokens, int[] names)
    {
        var keys = new (byte[] Text, int Name)[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            keys[i] = (tokens.Text(source, names[i]).ToArray(), names[i]);
        }

        // The order of the source decides between equal names, so that the last of them stays the last.
        Array.Sort(keys, static (x, y) => x.Text.AsSpan().SequenceCompareTo(y.Text) is var order && order != 0 ? order : x.Name.CompareTo(y.Name));
        for (var i = 0; i < names.Length; i++)
        {
            names[i] = keys[i].Name;
        }
    }

    private static int[] WithoutDuplicates(ReadOnlySpan<byte> source, JsonTokenList tokens, int[] names)
    {
        var kept = 0;
        for (var i = 1; i < names.Length; i++)
        {
            if (!tokens.Text(source, names[kept]).SequenceEqual(tokens.Text(source, names[i])))
            {
                kept++;
            }

            names[kept] = names[i];
        }

        Array.Resize(ref names, kept + 1);
        return names;
    }
}
