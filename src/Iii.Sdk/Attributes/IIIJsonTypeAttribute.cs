namespace Iii;

/// <summary>
/// Makes a reader and writer for a type that no signature and no call names, so that it can be a value of type <see cref="object"/>:
/// <c>[assembly: IIIJsonType(typeof(Order))]</c>.
/// </summary>
/// <param name="type">The type.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class IIIJsonTypeAttribute(Type type) : Attribute
{
    /// <summary>The type.</summary>
    public Type Type { get; } = type;
}
