namespace Iii.DevEngine;

/// <summary>How http triggers are served.</summary>
public sealed record IIIHttpOptions
{
    /// <summary>Which pages of browsers may call. Default: all, with every method.</summary>
    public IIICorsOptions? Cors { get; init; }

    /// <summary>Functions that are asked before every request, in the order of their priorities; those that a trigger names come after its condition.</summary>
    public IReadOnlyList<IIIHttpMiddleware> Middleware { get; init; } = [];

    /// <summary>How many requests are looked at at once; the others wait. Default: 1,024.</summary>
    public int MaxConcurrentRequests { get; init; } = 1024;
}

/// <summary>Which pages of browsers may call.</summary>
public sealed record IIICorsOptions
{
    /// <summary>The origins, such as <c>https://app.example.com</c>. None, or <c>*</c> among them, means all.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>The methods. None means all.</summary>
    public IReadOnlyList<string> AllowedMethods { get; init; } = [];
}

/// <summary>A function that is asked before every http request.</summary>
/// <param name="FunctionId">The function.</param>
/// <param name="Priority">Those with lower numbers are asked first.</param>
public sealed record IIIHttpMiddleware(string FunctionId, long Priority = 0);
