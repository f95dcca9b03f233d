namespace Iii;

/// <summary>Says how a parameter is bound: without a name it takes the whole payload, with a name it takes that property of it.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class FromPayloadAttribute : Attribute
{
    /// <summary>Binds the parameter to the whole payload.</summary>
    public FromPayloadAttribute()
    {
    }

    /// <summary>Binds the parameter to one property of the payload.</summary>
    /// <param name="name">The property's name in the JSON payload.</param>
    public FromPayloadAttribute(string name) => Name = name;

    /// <summary>The property's name in the JSON payload; null for the whole payload.</summary>
    public string? Name { get; }
}
