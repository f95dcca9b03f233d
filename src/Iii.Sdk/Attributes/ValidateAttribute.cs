namespace Iii;

/// <summary>
/// Checks what a function is called with against the annotations of <c>System.ComponentModel.DataAnnotations</c>, before the function runs. A call that breaks one is
/// refused with <see cref="IIIErrorCodes.InvalidArguments"/>, over http with status 400; the message lists every violation with its path.
/// </summary>
/// <remarks>
/// It stands on a parameter, a function, a class of functions or a type; <c>[assembly: IIIJsonOptions(Validate = true)]</c> stands for all functions. What stands nearest
/// to a parameter decides. On a type it holds wherever that type is in what a function reads.
/// </remarks>
/// <param name="enabled">False for what is not to be checked although its surroundings are.</param>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.Method | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface, Inherited = false)]
public sealed class ValidateAttribute(bool enabled = true) : Attribute
{
    /// <summary>The annotations are checked.</summary>
    public bool Enabled { get; } = enabled;
}
