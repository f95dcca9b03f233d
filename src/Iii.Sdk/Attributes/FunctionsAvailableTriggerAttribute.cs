namespace Iii;

/// <summary>Calls a function when functions were registered or have gone: within five seconds, with all that there are then. It gets a <see cref="FunctionsChange"/>.</summary>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class FunctionsAvailableTriggerAttribute : Attribute;
