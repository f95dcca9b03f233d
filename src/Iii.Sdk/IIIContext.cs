namespace Iii;

/// <summary>What a handler may know of the call that it answers. Take it as a parameter of the method; it may be kept after the call.</summary>
public sealed class IIIContext
{
}
