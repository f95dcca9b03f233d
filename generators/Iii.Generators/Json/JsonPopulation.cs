using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using static Iii.Generators.Infrastructure.KnownNames;

namespace Iii.Generators.Json;

/// <summary>[JsonObjectCreationHandling(Populate)]: a collection that a type makes itself is filled instead of replaced.</summary>
internal static class JsonPopulation
{
    private const int Populate = 1;

    /// <summary>Who adds what was read to the member's collection, as C# source; null when the member is replaced, or with a reason when it can not be populated.</summary>
    public static string? Of(SerializedMember member, IParameterSymbol? parameter, bool hasParameters, JsonOptions options, out string? problem)
    {
        problem = null;
        var own = On(member.Symbol);
        if ((own ?? On(member.Symbol.ContainingType)) != Populate || member.IsExtensionData)
        {
            return null;
        }

        var collection = member.Type is INamedTypeSymbol named && options.ContextOf(named) is null && JsonConverters.Of(named, options) is null ? JsonCollection.Of(named) : null;
        var isFilled = collection is { IsUntyped: false } && member.Type.IsReferenceType && IsFilled(member.Type, collection);
        if (!isFilled && own is null && IsNeverPopulated(member.Type, collection))
        {
            return null;
        }

        problem = !isFilled ? "it has [JsonObjectCreationHandling(Populate)], which is supported on lists, sets and dictionaries that have Add, and on nothing else"
            : hasParameters || parameter is not null ? "it has [JsonObjectCreationHandling(Populate)], and the constructor takes parameters"
            : member.IsRequiredByCompiler ? "it has [JsonObjectCreationHandling(Populate)], and is required"
            : !member.CanRead ? "it has [JsonObjectCreationHandling(Populate)], and no getter"
            : null;
        return problem is not null ? null
            : collection!.Key is { } key ? $"{Library}PopulatedEntries<{member.Type.QualifiedNotNull()}, {key.Qualified()}, {collection.Element.Qualified()}>"
            : $"{Library}PopulatedItems<{member.Type.QualifiedNotNull()}, {collection.Element.Qualified()}>";
    }

    private static int? On(ISymbol symbol) => symbol.Attribute(JsonAttributes.ObjectCreationHandling)?.ConstructorArguments.FirstOrDefault().Scalar() as int?;

    private static bool IsFilled(ITypeSymbol type, JsonCollection collection)
    {
        var name = collection.IsDictionary ? "System.Collections.Generic.IDictionary`2" : "System.Collections.Generic.ICollection`1";
        return collection.Builder is null
            && !type.OriginalDefinition.FullMetadataName().StartsWith("System.Collections.Immutable.", StringComparison.Ordinal)
            && (type.OriginalDefinition.FullMetadataName() == name || type.AllInterfaces.Any(i => i.OriginalDefinition.FullMetadataName() == name));
    }

    /// <summary>The serializer too makes these anew, though the attribute stands on the type around them.</summary>
    private static bool IsNeverPopulated(ITypeSymbol type, JsonCollection? collection)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return IsNeverPopulated(nullable.TypeArguments[0], collection);
        }

        var name = type.OriginalDefinition.FullMetadataName();
        return type.TypeKind is TypeKind.Array or TypeKind.Enum
            || JsonScalars.Find(type, name) is { Shape: JsonShape.String or JsonShape.Number or JsonShape.Boolean }
            || collection is not null && (name.StartsWith("System.Collections.Immutable.", StringComparison.Ordinal)
                || name.StartsWith("System.Collections.Generic.IReadOnly", StringComparison.Ordinal) || name == "System.Collections.Generic.IEnumerable`1");
    }
}
