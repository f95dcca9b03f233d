namespace Iii;

/// <summary>
/// Reads and writes the types that <c>[JsonSerializable]</c> names on a <c>JsonSerializerContext</c> by that context, in this assembly:
/// <c>[assembly: IIIJsonContext(typeof(MyContext))]</c>. The way out for types that the generator refuses.
/// </summary>
/// <param name="context">A class that derives from <c>JsonSerializerContext</c>; its own options hold for its types.</param>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class IIIJsonContextAttribute(Type context) : Attribute
{
    /// <summary>The context.</summary>
    public Type Context { get; } = context;
}
