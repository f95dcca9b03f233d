using System.Text;
using Iii.Generated;
using Iii.Registration;

namespace Iii.Observers;

/// <summary>
/// Represents what an application asks the engine to observe, copied and checked: later changes of its values have no effect on a replay.
/// </summary>
internal sealed class ObserverRequest
{
    private ObserverRequest(ObserverSource source, FunctionTarget target, ObserverOptions? options, string? workerNamespace)
    {
        Id = options?.Id ?? Guid.NewGuid().ToString();
        Source = source;
        Target = target;
        SourceFunctionId = source.FunctionId;
        SourceNamespace = Resolve(source.FunctionId, source.Namespace, workerNamespace);
        TargetFunctionId = target.FunctionId;
        TargetNamespace = Resolve(target.FunctionId, target.Namespace, workerNamespace);
        Args = Json(source.Args, nameof(ObserverSource.Args));
        Filter = source.Filter is null ? [] : Encoding.UTF8.GetBytes(source.Filter);
        Capture = source.Capture;
        On = source.On;
        Delivery = source.Delivery;
        Metadata = Json(options?.Metadata, nameof(ObserverOptions.Metadata));
        MaxFires = options?.MaxFires;
        ExpiresInMs = options?.ExpiresIn is { } time ? WholeMilliseconds(time) : null;
        MaxInFlight = options?.MaxInFlight;
        Refusal = FindRefusal();
    }

    public string Id { get; }

    public ObserverSource Source { get; }

    public FunctionTarget Target { get; }

    public string SourceFunctionId { get; }

    public string? SourceNamespace { get; }

    public string TargetFunctionId { get; }

    public string? TargetNamespace { get; }

    /// <summary>Gets the arguments as JSON; empty for none.</summary>
    public byte[] Args { get; }

    /// <summary>Gets the filter as JSON; empty for none.</summary>
    public byte[] Filter { get; }

    public Captures? Capture { get; }

    public Outcomes? On { get; }

    public ObserverDelivery? Delivery { get; }

    /// <summary>Gets the metadata as JSON; empty for none.</summary>
    public byte[] Metadata { get; }

    public long? MaxFires { get; }

    public long? ExpiresInMs { get; }

    public int? MaxInFlight { get; }

    /// <summary>Gets why the request is not sent; null when it may be.</summary>
    public ObserverReason? Refusal { get; }

    /// <summary>Copies and checks what an application asks for.</summary>
    /// <exception cref="ArgumentException">
    /// An id is blank, or a text is not JSON. What the engine would refuse is no exception, but a refusal.
    /// </exception>
    public static ObserverRequest Create(ObserverSource source, FunctionTarget target, ObserverOptions? options, string? workerNamespace)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        NotBlank(source.FunctionId, "ObserverSource.FunctionId", nameof(source));
        NotBlank(target.FunctionId, "FunctionTarget.FunctionId", nameof(target));
        if (options?.Id is { } id)
        {
            NotBlank(id, "ObserverOptions.Id", nameof(options));
        }

        return new ObserverRequest(source, target, options, workerNamespace);
    }

    /// <summary>
    /// Translates an attribute. Its observers live as long as the worker's function, under an id that is made for this process.
    /// </summary>
    public static ObserverRequest Create(ObserverDefinition definition, string functionId, string? workerNamespace)
    {
        var source = new ObserverSource(definition.SourceFunctionId)
        {
            Namespace = definition.SourceNamespace,
            Args = definition.Args,
            Filter = definition.Filter,
            Capture = definition.Capture,
            On = definition.On is Outcomes.Success ? null : definition.On,
            Delivery = definition.Delivery is ObserverDelivery.Envelope ? null : definition.Delivery,
        };
        var options = new ObserverOptions
        {
            MaxFires = definition.MaxFires,
            ExpiresIn = definition.ExpiresInMs is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null,
            MaxInFlight = definition.MaxInFlight,
            Metadata = definition.Metadata,
        };

        // The target is this worker's own function, which is in the worker's namespace whatever its id begins with.
        return Create(source, new FunctionTarget(functionId) { Namespace = workerNamespace }, options, workerNamespace);
    }

    /// <summary>Writes the frame that creates the observer, or replays it.</summary>
    public void Write(JsonOutput output) => ObserverFrames.Observe(output, this);

    private static void NotBlank(string text, string name, string parameter)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ArgumentException($"{name} is blank.", parameter);
        }
    }

    private static string? Resolve(string functionId, string? own, string? workerNamespace) =>
        own ?? (IsOfEngine(functionId) ? "default" : workerNamespace);

    private static bool IsOfEngine(string functionId) =>
        functionId.StartsWith("engine::", StringComparison.Ordinal) || functionId.StartsWith("configuration::", StringComparison.Ordinal);

    private static byte[] Json(string? text, string name)
    {
        var json = JsonText.Utf8(text, name);

        // To the protocol an absent field and null are the same, and a worker writes no null.
        return json.AsSpan().Trim(" \t\r\n"u8) is [(byte)'n', ..] ? [] : json;
    }

    private static long WholeMilliseconds(TimeSpan time)
    {
        var (whole, rest) = Math.DivRem(time.Ticks, TimeSpan.TicksPerMillisecond);
        return rest > 0 ? whole + 1 : whole;
    }

    private ObserverReason? FindRefusal()
    {
        if (IsBlank(SourceNamespace) || IsBlank(TargetNamespace))
        {
            var part = IsBlank(SourceNamespace) ? "source" : "target";
            return Invalid(
                $"namespace is empty: the {part} of the observer has a blank one. Give it a name, or leave it null for the worker's own.");
        }

        return InvalidChoice() ?? InvalidLimit() ?? (Filter.Length is 0 ? null : ObserverFilter.Refusal(Filter));
    }

    private ObserverReason? InvalidChoice() => this switch
    {
        { On: { } outcomes } when ObserverWords.TextOf(outcomes) is null =>
            Invalid($"ObserverSource.On is {outcomes}, but must select success, error or both."),
        { Capture: { } captures } when !ObserverWords.IsValid(captures) =>
            Invalid($"ObserverSource.Capture is {captures}, which selects unknown parts."),
        { Delivery: { } delivery } when ObserverWords.TextOf(delivery) is null =>
            Invalid($"ObserverSource.Delivery is {delivery}, which is unknown."),
        _ => null,
    };

    private ObserverReason? InvalidLimit() => this switch
    {
        { MaxFires: < 1 } => Invalid($"ObserverOptions.MaxFires is {MaxFires}, but must be at least 1."),
        { MaxInFlight: < 1 } => Invalid($"ObserverOptions.MaxInFlight is {MaxInFlight}, but must be at least 1."),
        { ExpiresInMs: < 0 } => Invalid($"ObserverOptions.ExpiresIn is {ExpiresInMs} ms, but must not be negative."),
        _ => null,
    };

    private static bool IsBlank(string? text) => text is not null && string.IsNullOrWhiteSpace(text);

    private static ObserverReason Invalid(string message) => new(ObserverErrorCodes.InvalidArgs, message);
}
