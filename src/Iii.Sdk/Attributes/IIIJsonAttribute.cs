namespace Iii;

/// <summary>
/// Marks a type parameter whose arguments are read from or written to JSON: the generator makes a reader and a writer for
/// each type that a call names there.
/// </summary>
[AttributeUsage(AttributeTargets.GenericParameter)]
public sealed class IIIJsonAttribute : Attribute;
