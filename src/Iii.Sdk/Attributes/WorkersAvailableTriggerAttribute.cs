namespace Iii;

/// <summary>Calls a function when a worker has connected, said who it is, or gone. It gets a <see cref="WorkersChange"/>.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WorkersAvailableTriggerAttribute : Attribute;
