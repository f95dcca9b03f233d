using System.Runtime.InteropServices;
using System.Text.Json;
using Iii.DevEngine.Access;
using Iii.Filters;

namespace Iii.DevEngine.Observers;

/// <summary>Represents what an <c>observe</c> frame asks for, or what a module of the engine asks for in the place of one.</summary>
internal sealed record ObserveRequest(string Id, (string Namespace, string Id) Source, (string Namespace, string Id) Target, Filter Filter)
{
    private static readonly JsonElement s_noArgs = CanonicalJson.Parse("{}"u8);

    private ObservedTrigger? _trigger;
    private volatile bool _isTriggerKnown;

    /// <summary>The frame in canonical form: another text is another definition.</summary>
    public required byte[] Text { get; init; }

    /// <summary>The args as written; null when there are none.</summary>
    public JsonElement? Args { get; init; }

    /// <summary>The args as hosts see them.</summary>
    public JsonElement ArgsOrEmpty => Args ?? s_noArgs;

    public CaptureList Capture { get; init; } = CaptureList.Default;

    /// <summary>On which outcomes it fires: <c>success</c>, <c>error</c> or <c>complete</c>; another text accepts none.</summary>
    public string On { get; init; } = "success";

    /// <summary>What the target gets: <c>envelope</c>, <c>input</c> or <c>output</c>; another text means the envelope.</summary>
    public string Deliver { get; init; } = "envelope";

    public JsonElement? Metadata { get; init; }

    public ObserverPolicy Policy { get; init; }

    /// <summary>What is wrong with the policy; it is said after all other checks.</summary>
    public string? PolicyProblem { get; init; }

    /// <summary>The trigger from which the engine made it for a worker of 0.25: its type and its config.</summary>
    public (string Type, JsonElement Config)? Legacy { get; init; }

    /// <summary>The trigger that it stands for; null for any other observer.</summary>
    public ObservedTrigger? Trigger => _isTriggerKnown ? _trigger : FindTrigger();

    /// <summary>What hosts are asked to capture: what the envelope and the delivery need.</summary>
    public CaptureList HostCapture => Deliver is "input" or "output" ? Capture.With(Deliver) : Capture;

    /// <summary>Tells whether an outcome is one on which it fires.</summary>
    public bool Accepts(bool isError) => On == "complete" || On == (isError ? "error" : "success");

    /// <summary>Reads a frame.</summary>
    /// <param name="frame">The frame; its <c>id</c> is there.</param>
    /// <param name="access">What the worker may do: the target has the prefix of its functions, if it has one.</param>
    /// <param name="problem">Why it is refused; null when the answer is not.</param>
    public static ObserveRequest? Read(JsonElement frame, WorkerAccess access, out ObserverReason? problem)
    {
        var source = frame.Json("source") ?? default;
        var target = frame.Json("target") ?? default;
        problem = ShapeProblem(source, "source") ?? ShapeProblem(target, "target") ?? SourceProblem(source);
        if (problem is not null)
        {
            return null;
        }

        var filters = source.Json("filters");
        if (!Filter.TryParse(filters is { } given ? JsonMarshal.GetRawUtf8Value(given) : "{}"u8, out var filter, out var error))
        {
            problem = new ObserverReason(ObserveCodes.InvalidFilter, error.Message);
            return null;
        }

        var policy = ObserverPolicy.Read(frame, out var policyProblem);
        var request = new ObserveRequest(frame.Text("id")!, KeyOf(source), KeyOf(target), filter)
        {
            Target = (KeyOf(target).Namespace, access.WithPrefix(KeyOf(target).Id)),
            Text = CanonicalJson.Text(frame),
            Args = source.Json("args") is { } args ? CanonicalJson.Copy(args) : null,
            Capture = source.Json("capture") is { } capture ? CaptureList.Read(capture)! : CaptureList.Default,
            On = source.Text("on") ?? "success",
            Deliver = source.Text("deliver") ?? "envelope",
            Metadata = frame.Json("metadata") is { } metadata ? CanonicalJson.Copy(metadata) : null,
            Policy = policy,
            PolicyProblem = policyProblem,
        };
        if (request.Source == request.Target)
        {
            problem = new ObserverReason(ObserveCodes.SelfTarget, $"{request.Source.Id} cannot be its own target");
            return null;
        }

        return request;
    }

    // Found once: an observer may be activated often.
    private ObservedTrigger? FindTrigger()
    {
        _trigger = ObservedTrigger.Of(this);
        _isTriggerKnown = true;
        return _trigger;
    }

    private static (string Namespace, string Id) KeyOf(JsonElement function) =>
        (function.Text("namespace") ?? EngineCore.DefaultNamespace, function.Text("function_id")!);

    private static ObserverReason? ShapeProblem(JsonElement function, string name)
    {
        if (function.ValueKind is not JsonValueKind.Object || string.IsNullOrWhiteSpace(function.Text("function_id")))
        {
            return Invalid($"`{name}.function_id` is missing");
        }

        return function.Json("namespace") switch
        {
            null => null,
            { ValueKind: JsonValueKind.String } space when !string.IsNullOrWhiteSpace(space.GetString()) => null,
            { ValueKind: JsonValueKind.String } =>
                Invalid($"`{name}.namespace` is empty: it was named and left blank. Give it a name, or omit it to use `default`."),
            _ => Invalid($"`{name}.namespace` must be a text"),
        };
    }

    private static ObserverReason? SourceProblem(JsonElement source) =>
        source.Json("capture") is { } capture && CaptureList.Read(capture) is null ? Invalid("`source.capture` must be a list of texts")
        : source.Json("on") is { ValueKind: not JsonValueKind.String } ? Invalid("`source.on` must be a text")
        : source.Json("deliver") is { ValueKind: not JsonValueKind.String } ? Invalid("`source.deliver` must be a text")
        : null;

    private static ObserverReason Invalid(string message) => new(ObserveCodes.InvalidArgs, message);
}
