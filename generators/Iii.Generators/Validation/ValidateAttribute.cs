using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Validation;

/// <summary>What [Validate] says.</summary>
internal static class ValidateAttribute
{
    /// <summary>Whether it is on or off on the symbol; null where it does not stand.</summary>
    public static bool? IsOn(ISymbol symbol) =>
        symbol.Attribute(KnownNames.ValidateAttribute) is { } attribute ? attribute.ConstructorArguments.FirstOrDefault().Scalar() is not false : null;

    /// <summary>Whether a function's parameters are checked, as the function, or the class around it, says.</summary>
    public static bool? IsOnFunction(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (IsOn(symbol) is { } isOn)
            {
                return isOn;
            }
        }

        return null;
    }
}
