using System.Buffers;
using System.Collections;
using System.Text;
using Iii.Generated;

namespace Iii;

/// <summary>The headers of a streamed response, by name without regard to case.</summary>
public sealed class HttpResponseHeaders : IEnumerable<KeyValuePair<string, string>>
{
    private static readonly SearchValues<char> s_token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly HttpStreamedResponse _response;
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    internal HttpResponseHeaders(HttpStreamedResponse response) => _response = response;

    /// <summary>How many there are.</summary>
    public int Count => _values.Count;

    /// <summary>The value of a header; null for none, and to take one away.</summary>
    /// <param name="name">The header's name.</param>
    /// <exception cref="ArgumentException">The name or the value can not stand in a header.</exception>
    /// <exception cref="InvalidOperationException">It is set, and the response has begun.</exception>
    public string? this[string name]
    {
        get => _values.GetValueOrDefault(name);
        set
        {
            Check(name, value);
            _response.ThrowIfStarted();
            if (value is null)
            {
                _values.Remove(name);
            }
            else
            {
                _values[name] = value;
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => _values.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void TryAdd(string name, string value) => _values.TryAdd(name, value);

    /// <summary>What the engine is told.</summary>
    internal string Message()
    {
        using var output = new JsonOutput();
        output.BeginObject();
        output.WriteRaw("\"type\":\"set_headers\",\"headers\":"u8);
        output.BeginObject();
        foreach (var (name, value) in _values)
        {
            output.WriteName(name.AsSpan());
            output.WriteString(value);
        }

        output.EndObject();
        output.EndObject();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    // What the engine can not send it leaves out without a word.
    private static void Check(string name, string? value)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.AsSpan().ContainsAnyExcept(s_token))
        {
            throw new ArgumentException($"'{name}' is no name of a header.", nameof(name));
        }

        if (value?.Any(static c => c is < ' ' and not '\t' or '\u007f') == true)
        {
            throw new ArgumentException($"The value of the header '{name}' has a control character.", nameof(value));
        }
    }
}
