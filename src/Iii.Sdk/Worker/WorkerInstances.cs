using Iii.Generated;
using Microsoft.Extensions.DependencyInjection;

namespace Iii;

/// <summary>The instances whose methods are functions of a worker.</summary>
internal sealed class WorkerInstances(IServiceProvider? services)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, InstanceSlot> _slots = [];
    private readonly Dictionary<Type, string> _required = [];

    public InstanceSlot<T> Slot<T>()
        where T : class
    {
        lock (_gate)
        {
            if (!_slots.TryGetValue(typeof(T), out var slot))
            {
                slot = new InstanceSlot<T>();
                _slots.Add(typeof(T), slot);
            }

            return (InstanceSlot<T>)slot;
        }
    }

    public void Add<T>(T instance)
        where T : class
    {
        var slot = Slot<T>();
        if (slot.IsFilled)
        {
            throw new InvalidOperationException($"The worker has an instance of {typeof(T)} already; its functions can belong to one only.");
        }

        slot.Fill(instance);
    }

    /// <summary>A function can not be called without its services.</summary>
    public void Require(FunctionDefinition function)
    {
        lock (_gate)
        {
            foreach (var type in function.Services)
            {
                _required.TryAdd(type, function.Id);
            }
        }
    }

    /// <summary>Sees to it that what calls will need is there, before the first of them comes.</summary>
    /// <exception cref="InvalidOperationException">A class with functions has no instance, or a function lacks a service.</exception>
    public void Check()
    {
        lock (_gate)
        {
            if (_slots.Values.FirstOrDefault(s => !s.IsFilled && !IsService(s.Type)) is { } slot)
            {
                throw new InvalidOperationException(InstanceSlot.Missing(slot.Type));
            }

            if (_required.FirstOrDefault(r => !IsService(r.Key)) is { Key: { } type, Value: var id })
            {
                throw new InvalidOperationException($"The function '{id}' takes {type} from the worker's services, but {(services is null ? "options.Services is not set" : "it is not among them")}.");
            }
        }
    }

    // A provider that can not tell is asked when the call comes.
    private bool IsService(Type type) => services is not null && (services.GetService(typeof(IServiceProviderIsService)) is not IServiceProviderIsService known || known.IsService(type));
}
