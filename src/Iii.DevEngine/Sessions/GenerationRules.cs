namespace Iii.DevEngine.Sessions;

/// <summary>Represents what differs between the generations of the engine.</summary>
/// <param name="generation">The generation; null for the newest, with all frames of the older ones.</param>
internal sealed class GenerationRules(IIIEngineGeneration? generation)
{
    /// <summary>Gets the features that the generation advertises.</summary>
    public ProtocolFeatures Features { get; } = generation switch
    {
        null or IIIEngineGeneration.V0_26 or IIIEngineGeneration.V0_27 => ProtocolFeatureNames.OfEngine,
        IIIEngineGeneration.V0_25 => ProtocolFeatures.ObserveV1 | ProtocolFeatures.LocalDispatch,
        IIIEngineGeneration.V0_22 or IIIEngineGeneration.V0_23 or IIIEngineGeneration.V0_24 => ProtocolFeatures.None,
        _ => throw new ArgumentOutOfRangeException(nameof(generation), generation, "There is no such generation."),
    };

    /// <summary>Gets whether <c>registertrigger</c> and <c>registertriggertype</c> are served.</summary>
    public bool ServesTriggers => generation is null or < IIIEngineGeneration.V0_26;

    /// <summary>Gets whether a result of <c>null</c> reaches the caller as <c>null</c>, and not as no result.</summary>
    public bool ForwardsNullResults => IsAtLeast(IIIEngineGeneration.V0_24);

    /// <summary>Gets whether messages above 1 MiB go out in frames of 1 MiB, and are checked against what their receiver takes.</summary>
    public bool LimitsMessages => IsAtLeast(IIIEngineGeneration.V0_25);

    /// <summary>Gets whether responses of the worker listener carry the header <c>x-iii-capabilities</c>.</summary>
    public bool SendsCapabilities => IsAtLeast(IIIEngineGeneration.V0_25);

    /// <summary>Gets whether the reader of a channel sees that its writer was cut off.</summary>
    public bool ReportsCutChannels => IsAtLeast(IIIEngineGeneration.V0_26);

    /// <summary>Gets whether the hook before a function registration sees and sets
    /// <c>private</c>, <c>observable</c> and <c>args_format</c>.</summary>
    public bool HooksSeeVisibility => IsAtLeast(IIIEngineGeneration.V0_26);

    /// <summary>Gets what is in effect on a connection: the features that both sides have. Large messages need nothing of the engine's.</summary>
    /// <param name="engine">What the engine advertises.</param>
    /// <param name="declared">What the worker declared.</param>
    public static ProtocolFeatures InEffect(ProtocolFeatures engine, ProtocolFeatures declared) => declared & (engine | ProtocolFeatures.LargeMessages);

    /// <summary>Determines whether the generation has frames of a type; the others are ignored like unknown ones.</summary>
    /// <param name="frameType">The type.</param>
    public bool Has(string frameType) => frameType switch
    {
        "unregistertriggertype" or "observe" or "unobserve" or "observerack" or "invocationsobserved" or "localinvocationstats" =>
            IsAtLeast(IIIEngineGeneration.V0_25),
        _ => true,
    };

    /// <summary>Gets the size of the largest message that the engine sends to a worker, in bytes of its JSON.</summary>
    /// <param name="features">What the worker declared.</param>
    /// <param name="runtime">The worker's runtime; null before it said it.</param>
    /// <param name="version">The version that it reports; null when it reports none.</param>
    public int ReceiveLimitOf(ProtocolFeatures features, string? runtime, string? version) =>
        LimitsMessages ? ReceiveLimit.Of(features, runtime, version) : int.MaxValue;

    private bool IsAtLeast(IIIEngineGeneration first) => generation is null || generation >= first;
}
