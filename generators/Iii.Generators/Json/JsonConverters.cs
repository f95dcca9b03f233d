using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Finds the converter that [JsonConverter] names, and how it is made.</summary>
internal static class JsonConverters
{
    private const string Namespace = "System.Text.Json.Serialization.";
    private const string OfEnums = Namespace + "JsonStringEnumConverter`1";

    /// <summary>The converter that is named on a type or a member; null for none.</summary>
    public static INamedTypeSymbol? Named(ISymbol symbol) =>
        symbol.Attribute(JsonAttributes.Converter) is { ConstructorArguments: [{ Value: INamedTypeSymbol converter }] } ? converter : null;

    /// <summary>The converter of a type: that of all enums where the assembly says so, else the one that is named on it; null for none.</summary>
    public static INamedTypeSymbol? Of(ITypeSymbol type, JsonOptions options) => type.TypeKind is TypeKind.Enum && options.EnumConverter is { } ofEnums ? ofEnums : Named(type);

    /// <summary>Enums are written by their names, changed in no way that would be decided at run time.</summary>
    public static bool IsOfEnumNames(INamedTypeSymbol converter) => converter.OriginalDefinition.FullMetadataName() is OfEnums or Namespace + "JsonStringEnumConverter";

    /// <summary>The converter writes the names of enums, whatever it makes of them.</summary>
    public static bool IsOfEnums(INamedTypeSymbol converter) => IsOfEnumNames(converter) || converter.Bases().Any(b => b.FullMetadataName() is OfEnums);

    /// <summary>How a converter is used for a type; null with the reason when it can not be.</summary>
    public static JsonConverterModel? Of(Compilation compilation, INamedTypeSymbol converter, ITypeSymbol type, string name, out string? problem)
    {
        var display = converter.ToDisplayString();
        problem = null;
        var making = ConverterMaking.New;
        if (IsOfEnumNames(converter) && !converter.IsGenericType && type.TypeKind is TypeKind.Enum)
        {
            // The one without a type parameter finds the enum by reflection; this one does not, and is the same.
            converter = compilation.GetTypeByMetadataName(OfEnums)!.Construct(type);
            making = ConverterMaking.KnownFactory;
        }
        else if (converter.Bases().Any(b => b.FullMetadataName() is OfEnums or Namespace + "JsonNumberEnumConverter`1" && SymbolEqualityComparer.Default.Equals(b.TypeArguments[0], type)))
        {
            making = ConverterMaking.KnownFactory;
        }
        else if (converter.Bases().Any(b => b.FullMetadataName() == Namespace + "JsonStringEnumConverter" || b.FullMetadataName() is OfEnums or Namespace + "JsonNumberEnumConverter`1"))
        {
            problem = $"its converter {display} is of enums, and not of {type.ToDisplayString()}; name JsonStringEnumConverter<{type.ToDisplayString()}> where that is an enum";
        }
        else if (converter.Bases().Any(b => b.FullMetadataName() == Namespace + "JsonConverterFactory"))
        {
            making = ConverterMaking.Factory;
        }
        else if (converter.Bases().FirstOrDefault(b => b.FullMetadataName() == Namespace + "JsonConverter`1") is not { } typed)
        {
            problem = $"its converter {display} derives from no JsonConverter<{type.ToDisplayString()}>";
        }
        else if (!SymbolEqualityComparer.Default.Equals(typed.TypeArguments[0], type))
        {
            problem = $"its converter {display} is for {typed.TypeArguments[0].ToDisplayString()} and not for {type.ToDisplayString()}";
        }

        if (problem is null && (converter.IsAbstract || converter.IsUnboundGenericType || !compilation.IsSymbolAccessibleWithin(converter, compilation.Assembly)
            || !converter.InstanceConstructors.Any(c => c.Parameters.Length == 0 && c.DeclaredAccessibility is Accessibility.Public) || JsonTypeRefusal.OfName(compilation, converter) is not null))
        {
            problem = $"its converter {display} can not be made; it needs a public constructor without parameters, and must not be private";
        }

        return problem is not null ? null : new JsonConverterModel(
            type.QualifiedNotNull(), name, type.ToDisplayString(), converter.QualifiedNotNull(), making,
            type.IsReferenceType || type.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T, type.IsReferenceType);
    }
}
