using System.ComponentModel;
using Microsoft.Extensions.Logging;

namespace Iii.Generated;

/// <summary>
/// One incoming call while it is being answered. Part of the contract between generated code and this library; not for use by hand.
/// </summary>
/// <remarks>
/// Objects of this type are used again for later calls: nothing may be kept of one after <see cref="FunctionDefinition.InvokeAsync"/> has completed.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FunctionCall
{
    internal FunctionCall()
    {
    }

    /// <summary>The payload's JSON as it came over the wire; <c>null</c> when the caller sent none.</summary>
    public abstract ReadOnlySpan<byte> Payload { get; }

    /// <summary>The JSON that travels beside the payload; <c>null</c> when there is none.</summary>
    public abstract ReadOnlySpan<byte> Metadata { get; }

    /// <summary>What the handler may know of the call. Made on first use; may be kept.</summary>
    public abstract IIIContext Context { get; }

    /// <summary>Calls other functions.</summary>
    public abstract IIIClient Client { get; }

    /// <summary>The worker's logger.</summary>
    public abstract ILogger Logger { get; }

    /// <summary>Fires when the call should end; see <see cref="IIIContext.CancellationToken"/>.</summary>
    public abstract CancellationToken CancellationToken { get; }

    /// <summary>The body of the http request that the call is, as it comes in.</summary>
    /// <exception cref="IIIException">The call is no http request.</exception>
    public abstract HttpRequestBody HttpBody { get; }

    /// <summary>The response to the http request that the call is. It is completed when the handler has ended.</summary>
    /// <exception cref="IIIException">The call is no http request.</exception>
    public abstract HttpStreamedResponse HttpResponse { get; }

    /// <summary>A service, from the call's own scope.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public T Service<T>()
        where T : class => FindService<T>() ?? throw new InvalidOperationException($"{typeof(T)} is not among the worker's services. Register it in options.Services.");

    /// <summary>A service, from the call's own scope; null when there is none.</summary>
    public abstract T? FindService<T>()
        where T : class;

    /// <summary>The same for a type that is known at run time.</summary>
    internal abstract object? FindService(Type type);

    /// <summary>Gets whether the payload is known to be an HTTP request, by whatever is in it.</summary>
    internal virtual bool IsHttpRequest => false;

    /// <summary>How deep its JSON may be nested.</summary>
    internal abstract int MaxDepth { get; }

    /// <summary>Says that the parameters were read: from here on an exception is the handler's.</summary>
    public abstract void BeginHandler();

    /// <summary>Says that the handler has returned a value, and gives the place to write it to.</summary>
    public abstract JsonOutput BeginResult();
}
