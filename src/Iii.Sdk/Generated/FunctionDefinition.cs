using System.ComponentModel;

namespace Iii.Generated;

/// <summary>
/// One function of a worker: what the engine is told of it, and how it is run. Part of the contract between generated code and this library; not for use by hand.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FunctionDefinition
{
    /// <summary>The id by which the function is called.</summary>
    public abstract string Id { get; }

    /// <summary>What the function does.</summary>
    public virtual string? Description => null;

    /// <summary>The JSON Schema of the payload as UTF-8 text; empty when it is not known.</summary>
    public virtual ReadOnlySpan<byte> RequestSchema => default;

    /// <summary>The JSON Schema of the result as UTF-8 text; empty when it is not known.</summary>
    public virtual ReadOnlySpan<byte> ResponseSchema => default;

    /// <summary>Free JSON about the function as UTF-8 text; empty when there is none.</summary>
    public virtual ReadOnlySpan<byte> Metadata => default;

    /// <summary>How the engine calls the function over HTTP, as the protocol's JSON; empty for one that this worker runs.</summary>
    internal virtual ReadOnlySpan<byte> HttpInvocation => default;

    /// <summary>How many of its calls run at the same time; 0 for no limit of its own.</summary>
    public virtual int MaxConcurrentCalls => 0;

    /// <summary>How deep the JSON of its calls may be nested, from 1 to 126.</summary>
    public virtual int MaxDepth => JsonDepth.Default;

    /// <summary>How long a call may run; null for no limit.</summary>
    public virtual TimeSpan? TimeLimit => null;

    /// <summary>The name of the span of a call.</summary>
    internal string SpanName => field ??= "execute " + Id;

    /// <summary>The limits that hold in the worker that has the function; null when there are none.</summary>
    internal Invocation.FunctionLimits? Limits { get; set; }

    /// <summary>The triggers that the function is bound to.</summary>
    public virtual IReadOnlyList<TriggerDefinition> Triggers => [];

    /// <summary>Gets the observers whose target the function is.</summary>
    public virtual IReadOnlyList<ObserverDefinition> Observers => [];

    /// <summary>The services without which the function can not be called.</summary>
    public virtual IReadOnlyList<Type> Services => [];

    /// <summary>
    /// Reads the parameters, runs the handler, writes the result: <c>call.Payload</c> → <see cref="FunctionCall.BeginHandler"/> → the method →
    /// <see cref="FunctionCall.BeginResult"/>. A task is only made when the handler does not complete at once.
    /// </summary>
    public abstract ValueTask InvokeAsync(FunctionCall call);
}
