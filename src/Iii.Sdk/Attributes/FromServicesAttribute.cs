namespace Iii;

/// <summary>The parameter comes from the worker's services (<see cref="IIIWorkerOptions.Services"/>), from a scope that lives as long as the call; null when it is nullable and there is none.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromServicesAttribute : Attribute;
