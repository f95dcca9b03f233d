using Microsoft.CodeAnalysis;

namespace Iii.Generators.Infrastructure;

/// <summary>Reads through <c>Nullable&lt;T&gt;</c>.</summary>
internal static class NullableValues
{
    /// <summary>Gets the type of the value that a nullable value type may have; any other type as it is.</summary>
    public static ITypeSymbol WithoutNullable(this ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
}
