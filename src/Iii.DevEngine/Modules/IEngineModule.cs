namespace Iii.DevEngine.Modules;

/// <summary>A part of the engine that owns functions and trigger types. What it starts ends with it.</summary>
internal interface IEngineModule : IAsyncDisposable
{
    /// <summary>The name under which lists show what it owns, such as <c>iii-state</c>.</summary>
    string Name { get; }

    /// <summary>Its functions, all in the namespace <c>default</c>.</summary>
    IReadOnlyList<BuiltInFunction> Functions => [];

    /// <summary>Its event sources, all in the namespace <c>default</c>.</summary>
    IReadOnlyList<BuiltInSource> Sources => [];

    /// <summary>Its trigger types, all in the namespace <c>default</c>.</summary>
    IReadOnlyList<BuiltInTriggerType> TriggerTypes => [];

    /// <summary>The engine listens from now on.</summary>
    void Start()
    {
    }

    /// <inheritdoc/>
    ValueTask IAsyncDisposable.DisposeAsync() => ValueTask.CompletedTask;
}
