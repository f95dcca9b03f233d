using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Infrastructure;

/// <summary>Questions about symbols that several steps ask.</summary>
internal static class SymbolExtensions
{
    /// <summary>An attribute's argument that is one value; null for an array of values, which the compiler's own property throws at.</summary>
    public static object? Scalar(this TypedConstant argument) => argument.Kind is TypedConstantKind.Array ? null : argument.Value;

    /// <summary>Namespaces are asked for their names again and again, and put them together each time.</summary>
    private static readonly ConditionalWeakTable<INamespaceSymbol, string> s_namespaces = new();

    private static readonly SymbolDisplayFormat s_qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes
            | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers
            | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    /// <summary>The type's name from the root, with nullable annotations.</summary>
    public static string Qualified(this ITypeSymbol type) => type.ToDisplayString(s_qualified);

    /// <summary>The type's name from the root; the type itself without an annotation.</summary>
    public static string QualifiedNotNull(this ITypeSymbol type) =>
        (type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type).ToDisplayString(s_qualified);

    /// <summary>The metadata name with its namespace: <c>System.Collections.Generic.List`1</c>.</summary>
    public static string FullMetadataName(this ITypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{s_namespaces.GetValue(space, static s => s.ToDisplayString())}.{type.MetadataName}" : type.MetadataName;

    /// <summary>The type and those that it derives from.</summary>
    public static IEnumerable<INamedTypeSymbol> Bases(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    public static AttributeData? Attribute(this ISymbol symbol, string metadataName)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            // The whole name is only put together where the last part of it is right.
            if (attribute.AttributeClass is { } type && metadataName.EndsWith(type.MetadataName, StringComparison.Ordinal) && type.FullMetadataName() == metadataName)
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Code in another type of the assembly can name it.</summary>
    public static bool IsAccessible(this ISymbol? symbol)
    {
        for (; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>What the symbol is for: the word of [Description], else the summary of its XML documentation, on one line; null when there is none.</summary>
    public static string? Summary(this ISymbol symbol, CancellationToken cancellationToken) => symbol.Said() ?? XmlDocumentation.Of(symbol, cancellationToken).Summary;

    /// <summary>The word of [Description]; null when there is none.</summary>
    public static string? Said(this ISymbol symbol) =>
        symbol.Attribute("System.ComponentModel.DescriptionAttribute")?.ConstructorArguments.FirstOrDefault().Scalar() is string { Length: > 0 } text ? text : null;
}
