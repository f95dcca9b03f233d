using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Functions;

/// <summary>What [IIIFunction] says.</summary>
internal static class FunctionAttribute
{
    /// <summary>The attribute; null when the method is no function.</summary>
    public static AttributeData? Of(IMethodSymbol method) => method.Attribute(KnownNames.FunctionAttribute);

    /// <summary>The function's id; null when it is missing.</summary>
    public static string? Id(AttributeData attribute)
    {
        var named = attribute.NamedArguments.FirstOrDefault(a => a.Key == "Id");
        return (named.Key is null ? attribute.ConstructorArguments.FirstOrDefault().Scalar() : named.Value.Scalar()) as string;
    }

    /// <summary>What the engine is told that the function does: the attribute's word, or the method's summary; null for none.</summary>
    public static string? Description(AttributeData attribute, IMethodSymbol method, CancellationToken cancellationToken) =>
        OwnDescription(attribute) ?? method.Summary(cancellationToken);

    /// <summary>The attribute's own word of what the function does; null for none.</summary>
    public static string? OwnDescription(AttributeData attribute) => attribute.NamedArguments.FirstOrDefault(a => a.Key == "Description").Value.Scalar() as string;
}
