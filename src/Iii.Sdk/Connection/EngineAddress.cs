namespace Iii.Connection;

/// <summary>Where the engine is.</summary>
internal static class EngineAddress
{
    private const string Default = "ws://localhost:49134";

    /// <summary>Reads an address.</summary>
    /// <param name="url">What somebody has set; null for <c>III_URL</c>, else the default.</param>
    /// <param name="name">How an error calls what was set.</param>
    /// <exception cref="ArgumentException">It is no WebSocket's.</exception>
    public static Uri Parse(string? url, string name)
    {
        var set = Environment.GetEnvironmentVariable("III_URL");
        var text = url ?? (string.IsNullOrWhiteSpace(set) ? Default : set);
        return Uri.TryCreate(text, UriKind.Absolute, out var parsed) && (parsed.Scheme is "ws" or "wss")
            ? parsed
            : throw new ArgumentException($"{(url is null ? "III_URL" : name)} '{Shown(text)}' is not the address of an engine. Expected a WebSocket address such as {Default}.");
    }

    /// <summary>An address as logs and errors may show it: without user, password and query, which may be secrets.</summary>
    public static string Shown(Uri url) => Shown(url.AbsoluteUri);

    private static string Shown(string url)
    {
        var text = url.Split('?', '#')[0];
        var authority = text.IndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes ? slashes + 2 : 0;
        return text.LastIndexOf('@') is var at && at >= authority ? text[..authority] + text[(at + 1)..] : text;
    }
}
