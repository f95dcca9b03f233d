namespace Iii;

/// <summary>An http request that a trigger turned into a call. Take it as the parameter of a function with <see cref="HttpTriggerAttribute"/>.</summary>
/// <typeparam name="TBody">The body's type.</typeparam>
public sealed record HttpRequest<TBody>
{
    /// <summary>The method, in capitals.</summary>
    public string Method { get; init; } = "";

    /// <summary>The route as it was registered: <c>/orders/:id</c>.</summary>
    public string Path { get; init; } = "";

    /// <summary>The route's parameters, as they stand in the address.</summary>
    public IReadOnlyDictionary<string, string> PathParams { get; init; } = new Dictionary<string, string>();

    /// <summary>The query's parameters, decoded; of one that comes twice, the last.</summary>
    public IReadOnlyDictionary<string, string> QueryParams { get; init; } = new Dictionary<string, string>();

    /// <summary>The headers, their names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>The body; the type's default when the request had none, or one that is not JSON.</summary>
    public TBody? Body { get; init; }
}
