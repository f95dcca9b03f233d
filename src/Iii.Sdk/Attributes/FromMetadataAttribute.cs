namespace Iii;

/// <summary>
/// Binds a parameter to the JSON that travels beside the payload: without a name to all of it, with a name to that property of it. Where there is none, the
/// parameter gets its default, or null when it is nullable; the call fails when it has neither.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromMetadataAttribute : Attribute
{
    /// <summary>Binds the parameter to the whole metadata.</summary>
    public FromMetadataAttribute()
    {
    }

    /// <summary>Binds the parameter to one property of the metadata.</summary>
    /// <param name="name">The property's name.</param>
    public FromMetadataAttribute(string name) => Name = name;

    /// <summary>The property's name; null for the whole metadata.</summary>
    public string? Name { get; }
}
