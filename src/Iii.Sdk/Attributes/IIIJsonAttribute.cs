namespace Iii;

/// <summary>
/// Marks a type parameter whose arguments are read from or written to JSON: the generator makes a reader and a writer for
/// each type that a call names there.
/// </summary>
[AttributeUsage(AttributeTargets.GenericParameter)]
public sealed class IIIJsonAttribute : Attribute
{
    /// <summary>The schema of the type is needed too: the generator makes it, and whoever registers something finds it.</summary>
    public bool HasSchema { get; set; }
}
