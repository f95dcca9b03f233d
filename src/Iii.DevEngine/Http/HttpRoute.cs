namespace Iii.DevEngine.Http;

/// <summary>One route. A segment is literal, a parameter (<c>:name</c>, or <c>{name}</c> without a value), or the rest of the path (<c>{*name}</c>).</summary>
internal sealed class HttpRoute
{
    private readonly string[] _segments;
    private readonly string _kinds;

    public HttpRoute(HttpBinding binding, string method, string path)
    {
        Binding = binding;
        Method = method;
        Path = path;
        _segments = path.TrimStart('/').Split('/');
        _kinds = string.Concat(_segments.Select(Kind));
        Normal = "/" + string.Join('/', _segments);
        Shape = string.Join('/', _segments.Zip(_kinds, (segment, kind) => kind == Literal ? segment : $"{{{kind}}}"));
    }

    private const char Literal = '0';
    private const char Parameter = '1';
    private const char Rest = '2';

    /// <summary>What it leads to.</summary>
    public HttpBinding Binding { get; }

    public string Method { get; }

    /// <summary>The path as it was registered.</summary>
    public string Path { get; }

    public string Normal { get; }

    /// <summary>What two routes with different names of parameters have in common.</summary>
    public string Shape { get; }

    /// <summary>The lower in ordinal order, the sooner it is chosen.</summary>
    public string Precedence => _kinds;

    public bool Matches(string[] segments)
    {
        for (var i = 0; i < _segments.Length; i++)
        {
            if (_kinds[i] == Rest)
            {
                return i == _segments.Length - 1 && segments.Length > i && segments[i..].Any(s => s.Length > 0);
            }

            if (i >= segments.Length || (_kinds[i] == Parameter ? segments[i].Length == 0 : segments[i] != _segments[i]))
            {
                return false;
            }
        }

        return segments.Length == _segments.Length;
    }

    public IEnumerable<(string Name, string Value)> Parameters(string[] segments) =>
        _segments.Length == segments.Length ? _segments.Zip(segments).Where(s => s.First.StartsWith(':')).Select(s => (s.First[1..], s.Second)) : [];

    private static char Kind(string segment) => segment switch
    {
        [':', _, ..] => Parameter,
        ['{', '*', _, .., '}'] => Rest,
        ['{', _, .., '}'] => Parameter,
        _ => Literal,
    };
}
