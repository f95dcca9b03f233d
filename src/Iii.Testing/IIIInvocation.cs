using System.Runtime.InteropServices;
using System.Text.Json;
using Iii.DevEngine;
using Iii.DevEngine.Invocations;

namespace Iii.Testing;

/// <summary>A call that the engine has routed.</summary>
public sealed class IIIInvocation
{
    private readonly Outcome? _outcome;
    private readonly RoutedInvocation? _cause;

    internal IIIInvocation(RoutedInvocation routed)
    {
        _outcome = routed.Outcome;
        _cause = routed.Origin.Cause;
        ObserverId = routed.Origin.Observer?.Id;
        ObservedFunctionId = routed.Origin.Observer?.Source.Id;
        Number = routed.Number;
        FunctionId = routed.FunctionId;
        Namespace = routed.Namespace;
        Kind = (IIIInvocationKind)routed.Origin.Kind;
        TriggerType = routed.Origin.TriggerType;
        TriggerId = routed.Origin.TriggerId;
        Caller = routed.CallerName;
        Worker = routed.ExecutorName;
        Payload = routed.Payload;
        Metadata = routed.Metadata;
        TraceParent = routed.TraceParent;
        StartedAt = routed.StartedAt;
        EndedAt = routed.EndedAt;
    }

    /// <summary>Its place in the order in which calls began, from 1.</summary>
    public long Number { get; }

    /// <summary>The id of the function that was called.</summary>
    public string FunctionId { get; }

    /// <summary>The namespace in which it was called.</summary>
    public string Namespace { get; }

    /// <summary>Why it was called.</summary>
    public IIIInvocationKind Kind { get; }

    /// <summary>
    /// The type of the trigger that fired, such as <c>http</c> or <c>cron</c>; <c>queue</c> for named queues; null for calls, and for
    /// observers that stand for no trigger. An observer that a worker sends in the place of a trigger is recorded as that trigger.
    /// </summary>
    public string? TriggerType { get; }

    /// <summary>Gets the id of the observer whose target was run; null for other calls.</summary>
    public string? ObserverId { get; }

    /// <summary>Gets the id of the function that the observer observes; null for other calls.</summary>
    public string? ObservedFunctionId { get; }

    /// <summary>
    /// Gets the call whose end activated the observer. Null for other calls, for those that the host of the observed function made through
    /// an observer, and for observed calls that did not pass the engine.
    /// </summary>
    public IIIInvocation? CausedBy => _cause is null ? null : new IIIInvocation(_cause);

    /// <summary>The id of the binding that fired, or the name of the named queue; null for calls.</summary>
    public string? TriggerId { get; }

    /// <summary>The name of the worker that called; null when the engine did.</summary>
    public string? Caller { get; }

    /// <summary>The name of the worker that has the function; null for a function of the engine, and for one that nobody has.</summary>
    public string? Worker { get; }

    /// <summary>What it was called with.</summary>
    public JsonElement Payload { get; }

    /// <summary>What travelled beside the payload; null when nothing did.</summary>
    public JsonElement? Metadata { get; }

    /// <summary>The W3C trace context of the call; null when it had none.</summary>
    public string? TraceParent { get; }

    /// <summary>When it began, by the host's clock.</summary>
    public DateTimeOffset StartedAt { get; }

    /// <summary>When it ended, by the host's clock; null while it runs.</summary>
    public DateTimeOffset? EndedAt { get; }

    /// <summary>What the function returned; null while it runs, after an error, and when it returned nothing.</summary>
    public JsonElement? Result => _outcome?.Result;

    /// <summary>The code of the error with which it ended; null while it runs, and without an error.</summary>
    public string? ErrorCode => _outcome is { IsError: true } failed ? failed.ErrorCode : null;

    /// <summary>The message of the error with which it ended; null while it runs, and without an error.</summary>
    public string? ErrorMessage => _outcome is { IsError: true } failed ? failed.ErrorMessage : null;

    /// <summary>It ended without an error.</summary>
    public bool IsSuccess => _outcome is { IsError: false };

    /// <summary>Reads the payload as a type.</summary>
    /// <typeparam name="T">The payload's type; its reader is made at compile time.</typeparam>
    /// <exception cref="JsonException">The payload does not fit.</exception>
    public T? PayloadAs<[IIIJson] T>() => IIIJson.Deserialize<T>(JsonMarshal.GetRawUtf8Value(Payload));

    /// <summary>Reads the result as a type; its default when there is none.</summary>
    /// <typeparam name="T">The result's type; its reader is made at compile time.</typeparam>
    /// <exception cref="JsonException">The result does not fit.</exception>
    public T? ResultAs<[IIIJson] T>() => Result is { } result ? IIIJson.Deserialize<T>(JsonMarshal.GetRawUtf8Value(result)) : default;

    /// <summary>The call in a line, for the messages of tests.</summary>
    public override string ToString()
    {
        const int longest = 120;
        var ending = this switch
        {
            { EndedAt: null } => "still runs",
            { ErrorCode: { } code } => $"{code}: {ErrorMessage}",
            { Result: { } result } => Shortened(result.GetRawText()),
            _ => "no result",
        };
        var origin = TriggerType is { } type ? $"{Kind} {type}"
            : (ObservedFunctionId ?? Caller) is { } cause ? $"{Kind} of {cause}"
            : Kind.ToString();
        return $"#{Number} {StartedAt:HH:mm:ss.fff} {FunctionId} {Shortened(Payload.ValueKind is JsonValueKind.Undefined ? "" : Payload.GetRawText())} → {ending} ({origin})";

        static string Shortened(string text) => text.Length <= longest ? text : string.Concat(text.AsSpan(0, longest - 1), "…");
    }
}
