using System.Text.RegularExpressions;

namespace Iii.Generators.Triggers;

/// <summary>What is meant by a method or a path that is misspelled, where there is little doubt.</summary>
internal static class HttpRouteMend
{
    private static readonly Regex s_braces = new(@"\{\*{0,2}([^{}:?=]+)[^{}]*\}", RegexOptions.CultureInvariant);

    /// <summary>The method that is a letter away, or two where it is long; null when there is none, or more than one as near.</summary>
    public static string? Method(string verb, IReadOnlyList<string> methods)
    {
        var word = verb.Trim().ToUpperInvariant();
        var near = methods.Select(m => (Method: m, Distance: Distance(word, m))).Where(m => m.Distance <= Math.Max(1, m.Method.Length / 3)).OrderBy(m => m.Distance).ToArray();
        return near is [var single] || near.Length > 1 && near[0].Distance < near[1].Distance ? near[0].Method
            : word.Length > 2 ? methods.SingleOrDefault(m => m.StartsWith(word, StringComparison.Ordinal))
            : null;
    }

    /// <summary>The path with <c>:id</c> for <c>{id}</c>, and without query, fragment and white space.</summary>
    public static string Path(string path)
    {
        var end = path.IndexOfAny(['?', '#'], path.LastIndexOf('}') + 1);
        var plain = s_braces.Replace(end < 0 ? path : path.Substring(0, end), ":$1");
        return new string(plain.Where(c => !char.IsWhiteSpace(c)).ToArray()) is { Length: > 0 } mended ? mended : "/";
    }

    /// <summary>How many letters must be put in, taken out, changed, or swapped with their neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                d[i, j] = i == 0 || j == 0 ? i + j : Math.Min(Math.Min(d[i - 1, j], d[i, j - 1]) + 1, d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }
}
