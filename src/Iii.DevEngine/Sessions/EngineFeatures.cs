using System.Text.Json;

namespace Iii.DevEngine.Sessions;

/// <summary>Represents the features that this engine has and advertises in <c>workerregistered</c>.</summary>
internal sealed class EngineFeatures
{
    private static readonly EngineFeatures s_none = new() { ServesTriggers = true };
    private static readonly EngineFeatures s_observeV1 = new()
    {
        ObserveV1 = true,
        LocalDispatch = true,
        ServesTriggers = true,
        Names = ["observe.v1", "local-dispatch.v1"],
    };

    private static readonly EngineFeatures s_observeV2 = WithObserveV2(servesTriggers: false);
    private static readonly EngineFeatures s_all = WithObserveV2(servesTriggers: true);

    private EngineFeatures()
    {
    }

    /// <summary>Gets the names as they are advertised, in this order; none means that the key <c>features</c> is left out.</summary>
    public IReadOnlyList<string> Names { get; private init; } = [];

    /// <summary>Gets whether observer frames are understood; without it they are ignored as unknown.</summary>
    public bool ObserveV1 { get; private init; }

    /// <summary>Gets whether functions may declare <c>args_format</c>, <c>private</c> and <c>observable</c>,
    /// and answers carry <c>matched</c> and <c>delivered</c>.</summary>
    public bool ObserveV2 { get; private init; }

    /// <summary>Gets whether the engine tells hosts that calls to their own functions may stay in their process.</summary>
    public bool LocalDispatch { get; private init; }

    /// <summary>Gets whether <c>registertrigger</c> and <c>registertriggertype</c> are served.</summary>
    public bool ServesTriggers { get; private init; }

    /// <summary>Gets the features of a generation.</summary>
    /// <param name="generation">The generation; null for the newest features and all trigger frames.</param>
    public static EngineFeatures Of(IIIEngineGeneration? generation) => generation switch
    {
        null => s_all,
        IIIEngineGeneration.V0_22 or IIIEngineGeneration.V0_23 or IIIEngineGeneration.V0_24 => s_none,
        IIIEngineGeneration.V0_25 => s_observeV1,
        IIIEngineGeneration.V0_26 or IIIEngineGeneration.V0_27 => s_observeV2,
        _ => throw new ArgumentOutOfRangeException(nameof(generation), generation, "There is no such generation."),
    };

    /// <summary>Gets what is in effect on a connection: the features that both sides have.
    /// <see cref="WorkerFeatures.LargeMessages"/> needs nothing of the engine's.</summary>
    /// <param name="declared">What the worker declared.</param>
    public WorkerFeatures InEffect(WorkerFeatures declared) => declared with
    {
        ObserveV1 = declared.ObserveV1 && ObserveV1,
        ObserveV2 = declared.ObserveV2 && ObserveV2,
        LocalDispatch = declared.LocalDispatch && LocalDispatch,
    };

    /// <summary>Writes the key <c>features</c> of <c>workerregistered</c>, if there is anything to advertise.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        if (Names.Count > 0)
        {
            writer.WriteStartArray("features");
            foreach (var name in Names)
            {
                writer.WriteStringValue(name);
            }

            writer.WriteEndArray();
        }
    }

    private static EngineFeatures WithObserveV2(bool servesTriggers) => new()
    {
        ObserveV1 = true,
        ObserveV2 = true,
        LocalDispatch = true,
        ServesTriggers = servesTriggers,
        Names = ["observe.v1", "observe.v2", "local-dispatch.v1"],
    };
}
