using System.Buffers;

namespace Iii.Connection;

/// <summary>The headers that worker sockets and channels are opened with: those of the options, and the bearer token of the environment.</summary>
internal static class UpgradeHeaders
{
    private const string Authorization = "Authorization";
    private const string TokenVariable = "III_TOKEN";

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> s_valueCharacters = SearchValues.Create([.. "\t", .. Enumerable.Range(' ', '~' - ' ' + 1).Select(static c => (char)c)]);

    /// <summary>Lists the headers. The token gives way to an <c>Authorization</c> of the options, in whatever letter case.</summary>
    /// <param name="own">The headers of the options.</param>
    public static List<KeyValuePair<string, string>> Of(IEnumerable<KeyValuePair<string, string>> own)
    {
        var headers = new List<KeyValuePair<string, string>>(own);
        if (Token() is { } token && !headers.Exists(static h => h.Key.Equals(Authorization, StringComparison.OrdinalIgnoreCase)))
        {
            headers.Add(new(Authorization, $"Bearer {token}"));
        }

        return headers;
    }

    /// <summary>Refuses what HTTP cannot carry, without showing any value.</summary>
    /// <exception cref="ArgumentException">A header's name or value, or the token, is not valid.</exception>
    public static void Check(IEnumerable<KeyValuePair<string, string>> own)
    {
        foreach (var (name, value) in own)
        {
            if (name.Length is 0 || name.AsSpan().ContainsAnyExcept(s_nameCharacters))
            {
                throw new ArgumentException($"options.Headers has the name '{name}', which is not the name of an HTTP header.");
            }

            if (!IsValue(value))
            {
                throw new ArgumentException($"options.Headers has a value for '{name}' that an HTTP header cannot carry: only visible ASCII characters, blanks and tabs can be sent.");
            }

            using var request = new HttpRequestMessage();
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                throw new ArgumentException($"options.Headers has '{name}', which describes a body; the request of an upgrade has none.");
            }
        }

        if (Token() is { } token && !IsValue(token))
        {
            throw new ArgumentException($"{TokenVariable} has a character that an HTTP header cannot carry: only visible ASCII characters can be sent.");
        }
    }

    private static string? Token() => Environment.GetEnvironmentVariable(TokenVariable)?.Trim() is { Length: > 0 } token ? token : null;

    private static bool IsValue(string? value) => value is not null && !value.AsSpan().ContainsAnyExcept(s_valueCharacters);
}
