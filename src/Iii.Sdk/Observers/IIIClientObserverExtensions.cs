namespace Iii;

/// <summary>Observes functions with conditions in C#.</summary>
public static class IIIClientObserverExtensions
{
    /// <summary>
    /// Observes the calls of a function for which a predicate is true: <c>client.Observe("payments::charge", "audit::record", (Observed&lt;Charge, Receipt> call) => call.Input.Amount >= 500)</c>.
    /// </summary>
    /// <remarks>The generator takes the call over and makes a filter of the lambda; what a filter cannot say is an error at compile time (III086).</remarks>
    /// <typeparam name="TInput">The type of the observed calls' payload.</typeparam>
    /// <typeparam name="TOutput">The type of their result.</typeparam>
    /// <param name="client">The client.</param>
    /// <param name="source">The calls that are observed; it has no filter of its own.</param>
    /// <param name="target">The function that runs for each of them.</param>
    /// <param name="when">The predicate: a lambda with one expression. It is never run.</param>
    /// <param name="options">The observer's id and limits, and the metadata of its activations.</param>
    /// <exception cref="InvalidOperationException">The call was not taken over.</exception>
    public static ObserverHandle Observe<TInput, TOutput>(
        this IIIClient client, ObserverSource source, FunctionTarget target, Func<Observed<TInput, TOutput>, bool> when, ObserverOptions? options = null) =>
        throw new InvalidOperationException(
            "A call of Observe with a predicate was not taken over by the generator: it is called by reflection, through a delegate, or from an assembly without the generator. " +
            "Call it directly, or give the source a Filter.");
}
