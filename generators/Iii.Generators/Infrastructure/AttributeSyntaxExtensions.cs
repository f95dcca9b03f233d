using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Iii.Generators.Infrastructure;

/// <summary>Attributes as they stand in the source.</summary>
internal static class AttributeSyntaxExtensions
{
    /// <summary>The attribute's source; null when it comes from elsewhere.</summary>
    public static AttributeSyntax? Syntax(this AttributeData attribute, CancellationToken cancellationToken) =>
        attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;

    /// <summary>The argument for a property or parameter; null when it is not given.</summary>
    /// <param name="attribute">The attribute.</param>
    /// <param name="name">The name of the property or parameter.</param>
    /// <param name="index">The parameter's index; -1 for a property.</param>
    public static AttributeArgumentSyntax? Argument(this AttributeSyntax attribute, string name, int index)
    {
        var arguments = attribute.ArgumentList?.Arguments ?? default;
        return arguments.FirstOrDefault(a => (a.NameEquals?.Name ?? a.NameColon?.Name)?.Identifier.ValueText == name)
            ?? (index >= 0 && index < arguments.Count && arguments[index] is { NameEquals: null, NameColon: null } positional ? positional : null);
    }

    /// <summary>Where a property or parameter gets its value; the whole attribute when it stands nowhere.</summary>
    /// <inheritdoc cref="Argument"/>
    public static LocationRecord? PlaceOf(this AttributeSyntax? attribute, string name, int index = -1) =>
        LocationRecord.From(((SyntaxNode?)attribute?.Argument(name, index)?.Expression ?? attribute)?.GetLocation());
}
