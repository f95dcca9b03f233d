namespace Iii;

/// <summary>Runs the function after calls of another one: the method is the target of an observer, which the worker registers when it connects.</summary>
/// <remarks>
/// <para>A method may carry several, and trigger attributes beside them when it takes one value that both deliver. It needs <see cref="IIIFunctionAttribute"/> (III038).</para>
/// <para>
/// What the method takes decides what is delivered: an <see cref="Observed{TInput, TOutput}"/>; parameters named <c>input</c>, <c>output</c>, <c>error</c> and <c>caller</c>; or one
/// value, which is the input of the observed call. Without <see cref="Capture"/>, what the parameters need is captured.
/// </para>
/// <para>The ids of observers made by attributes are made for each run of the process, so that <see cref="MaxFires"/> counts per run.</para>
/// </remarks>
/// <example>
/// <code>
/// [IIIFunction("alerts::large-charge")]
/// [Observes("payments::charge", When = nameof(IsLarge), On = Outcomes.Complete)]
/// public static void OnLargeCharge(Observed&lt;Charge, Receipt> call) => Alerts.Raise(call.Input, call.Error);
///
/// private static bool IsLarge(Observed&lt;Charge, Receipt> call) => call.Input.Amount >= 500 &amp;&amp; call.Input.Currency != "TST";
/// </code>
/// </example>
/// <param name="functionId">The id of the observed function.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true, Inherited = false)]
public sealed class ObservesAttribute(string functionId) : Attribute
{
    /// <summary>Gets the id of the observed function.</summary>
    public string FunctionId { get; } = functionId;

    /// <summary>Gets or sets the namespace of the observed function. When it is not set, it is the worker's own; ids that begin with <c>engine::</c> or <c>configuration::</c> are in <c>default</c>.</summary>
    public string? Namespace { get; set; }

    /// <summary>Gets or sets the outcomes that the observer fires on. Default: <see cref="Outcomes.Success"/>.</summary>
    public Outcomes On { get; set; } = Outcomes.Success;

    /// <summary>Gets or sets the parts of the call that are delivered. When it is not set, the method's parameters decide.</summary>
    public Captures Capture { get; set; }

    /// <summary>Gets or sets the filter as JSON text: <c>{ "input.amount": { "$gte": 500 } }</c>. It is checked at compile time (III083). Not together with <see cref="When"/>.</summary>
    [System.Diagnostics.CodeAnalysis.StringSyntax(System.Diagnostics.CodeAnalysis.StringSyntaxAttribute.Json)]
    public string? Filter { get; set; }

    /// <summary>
    /// Gets or sets the name of a predicate of the same class, which is made a filter at compile time (III086): a static method that takes an <see cref="Observed{TInput, TOutput}"/> and returns a
    /// <see cref="bool"/>, or a static readonly field of type <c>Func&lt;Observed&lt;…>, bool></c> that holds a lambda. Use <c>nameof</c>.
    /// </summary>
    public string? When { get; set; }

    /// <summary>Gets or sets the arguments for the host of the observed function, as a JSON object. Not together with <see cref="Args"/>.</summary>
    [System.Diagnostics.CodeAnalysis.StringSyntax(System.Diagnostics.CodeAnalysis.StringSyntaxAttribute.Json)]
    public string? ArgsJson { get; set; }

    /// <summary>
    /// Gets or sets the name of a static readonly field or property of the same class that holds the arguments for the host of the observed function; it is written as JSON when the function is registered.
    /// Use <c>nameof</c>. Not together with <see cref="ArgsJson"/>.
    /// </summary>
    public string? Args { get; set; }

    /// <summary>Gets or sets the JSON that each activation carries as metadata; a parameter with <see cref="FromMetadataAttribute"/> takes it.</summary>
    [System.Diagnostics.CodeAnalysis.StringSyntax(System.Diagnostics.CodeAnalysis.StringSyntaxAttribute.Json)]
    public string? Metadata { get; set; }

    /// <summary>Gets or sets the number of activations after which the observer ends, 1 and up (III081). When it is not set, there is no limit.</summary>
    public long MaxFires { get; set; }

    /// <summary>Gets or sets the milliseconds after which the observer ends, 1 and up (III081). When it is not set, it does not expire.</summary>
    public long ExpiresInMs { get; set; }

    /// <summary>Gets or sets the number of activations that run at the same time, 1 and up (III081). When it is not set, the engine's default holds.</summary>
    public int MaxInFlight { get; set; }
}
