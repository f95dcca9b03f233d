using Iii.Generated;

namespace Iii;

/// <summary>The instances whose methods are functions of a worker.</summary>
internal sealed class WorkerInstances(IServiceProvider? services)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<Type, InstanceSlot> _slots = [];

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

    /// <summary>Fills what is empty from the services.</summary>
    /// <exception cref="InvalidOperationException">A class with functions has no instance.</exception>
    public void Complete()
    {
        lock (_gate)
        {
            foreach (var slot in _slots.Values.Where(s => !s.IsFilled))
            {
                slot.Fill(services?.GetService(slot.Type) ?? throw new InvalidOperationException(InstanceSlot.Missing(slot.Type)));
            }
        }
    }
}
