using System.ComponentModel;

namespace Iii.Generated;

/// <summary>
/// A parameter that is no text in JSON but comes as text from a route, a query or a header. Part of the contract between generated code and this library; not for
/// use by hand.
/// </summary>
/// <remarks>Numbers need none: they are read from strings as well.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class HttpLiteral
{
    private readonly Func<string, string?> _read;

    private HttpLiteral(string name, Func<string, string?> read)
    {
        Name = name;
        _read = read;
    }

    internal string Name { get; }

    /// <summary><c>true</c> and <c>false</c>, in any case.</summary>
    public static HttpLiteral Boolean(string name) => new(name, static text => bool.TryParse(text, out var value) ? value ? "true" : "false" : null);

    /// <summary>A name of the enum in any case, several with commas, or a number.</summary>
    public static HttpLiteral Enum<T>(string name)
        where T : struct, Enum => new(name, static text => System.Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value.ToString("D") : null);

    /// <summary>The JSON of the text; null when it is none of the values.</summary>
    internal string? Read(string text) => _read(text);
}
