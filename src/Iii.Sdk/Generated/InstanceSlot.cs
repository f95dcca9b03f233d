using System.ComponentModel;

namespace Iii.Generated;

/// <summary>
/// Where a worker keeps the instance of a class that has functions. Part of the contract between generated code and this library; not for use by hand.
/// </summary>
/// <typeparam name="T">The class.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class InstanceSlot<T> : InstanceSlot
    where T : class
{
    private T? _instance;

    internal override Type Type => typeof(T);

    internal override bool IsFilled => _instance is not null;

    /// <summary>The instance for a call: the one that the worker was given, or one from the call's own scope.</summary>
    public T Of(FunctionCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return _instance ?? call.Service<T>();
    }

    internal override void Fill(object instance) => _instance = (T)instance;
}

/// <summary>The part of a slot that does not know the class.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class InstanceSlot
{
    private protected InstanceSlot()
    {
    }

    internal abstract Type Type { get; }

    internal abstract bool IsFilled { get; }

    internal abstract void Fill(object instance);

    internal static string Missing(Type type) =>
        $"{type} has functions that are instance methods, but the worker has no {type.Name}. " +
        $"Call worker.AddInstance(new {type.Name}(…)) before it starts, set options.Services, or make the methods static.";
}
