namespace Iii.Invocation;

/// <summary>Represents the call that a handler answers, as the calls of that handler say who makes them.</summary>
/// <param name="functionId">The id of the handler's function.</param>
/// <param name="invocationId">The id of the call that is answered; null when nobody waits for the answer.</param>
/// <param name="caller">Who made that call; null when the engine did not say.</param>
/// <param name="observeDepth">How many observers in a row have caused that call.</param>
internal sealed class CurrentInvocation(string functionId, string? invocationId, Caller? caller, long observeDepth)
{
    private static readonly AsyncLocal<CurrentInvocation?> s_ofChain = new();

    /// <summary>
    /// Gets or sets the call that the current flow of control belongs to, where it was caused by an observer. There every call carries its
    /// depth, by whatever client it is made, for
    /// else the engine could not stop observers that cause each other for ever. Other calls are known by the client of their handler alone:
    /// a value here costs memory for each.
    /// </summary>
    public static CurrentInvocation? OfChain
    {
        get => s_ofChain.Value;
        set => s_ofChain.Value = value;
    }

    public string? InvocationId => invocationId;

    /// <summary>Gets who made the call that is answered.</summary>
    public Caller? Caller => caller;

    public long ObserveDepth => observeDepth;

    /// <summary>Gets who makes the calls of the handler, as this worker tells the engine, which adds the worker.</summary>
    public Caller Self => field ??= new Caller { FunctionId = functionId, InvocationId = invocationId, Parent = caller };
}
