namespace Iii;

/// <summary>Binds a function to an HTTP route of the engine.</summary>
/// <remarks>
/// A method may carry several. Parameters are bound from the route, the query, the body and the headers when the call comes over HTTP,
/// and from the payload when the function is called directly: one method serves both.
/// </remarks>
/// <example>
/// <code>
/// [IIIFunction("orders::get"), HttpTrigger("GET", "/orders/:id")]
/// public static Order Get(string id) => Orders.Find(id);
/// </code>
/// </example>
/// <param name="method">The HTTP method: GET, POST, PUT, DELETE, PATCH, HEAD or OPTIONS.</param>
/// <param name="path">The route; a segment that starts with a colon is a parameter: <c>/orders/:id</c>.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class HttpTriggerAttribute(string method, string path) : Attribute
{
    /// <summary>The HTTP method.</summary>
    public string Method { get; } = method;

    /// <summary>The route, with <c>:name</c> for parameters.</summary>
    public string Path { get; } = path;

    /// <summary>The id of a function that gets the request first; only when it does not answer <c>false</c> is this function called.</summary>
    public string? ConditionFunctionId { get; set; }

    /// <summary>The ids of functions that see the request before this one, in order.</summary>
    public string[]? MiddlewareFunctionIds { get; set; }
}
