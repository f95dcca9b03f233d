namespace Iii.Filters.Syntax;

/// <summary>Maps operators and their names.</summary>
internal static class OperatorNames
{
    private static readonly string[] s_names = ["$any", "$eq", "$exists", "$gt", "$gte", "$in", "$lt", "$lte", "$ne", "$nin", "$prefix"];

    /// <summary>Gets the name of an operator.</summary>
    public static string Name(OperatorKind kind) => s_names[(int)kind];

    /// <summary>Finds an operator.</summary>
    public static OperatorKind Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < s_names.Length; i++)
        {
            if (Equals(s_names[i], name))
            {
                return (OperatorKind)i;
            }
        }

        return OperatorKind.None;
    }

    private static bool Equals(string name, ReadOnlySpan<byte> text)
    {
        if (name.Length != text.Length)
        {
            return false;
        }

        for (var i = text.Length - 1; i > 0; i--)
        {
            if (name[i] != text[i])
            {
                return false;
            }
        }

        return text[0] == '$';
    }
}
