using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>The attributes of System.Text.Json: those that are honoured, and those that would make a silent difference.</summary>
internal static class JsonAttributes
{
    public const string PropertyName = Prefix + "JsonPropertyNameAttribute";
    public const string Ignore = Prefix + "JsonIgnoreAttribute";
    public const string Include = Prefix + "JsonIncludeAttribute";
    public const string Required = Prefix + "JsonRequiredAttribute";
    public const string Constructor = Prefix + "JsonConstructorAttribute";
    public const string Converter = Prefix + "JsonConverterAttribute";
    public const string Polymorphic = Prefix + "JsonPolymorphicAttribute";
    public const string DerivedType = Prefix + "JsonDerivedTypeAttribute";
    public const string EnumMemberName = Prefix + "JsonStringEnumMemberNameAttribute";
    public const string PropertyOrder = Prefix + "JsonPropertyOrderAttribute";
    public const string ExtensionData = Prefix + "JsonExtensionDataAttribute";
    public const string NumberHandling = Prefix + "JsonNumberHandlingAttribute";
    public const string UnmappedMemberHandling = Prefix + "JsonUnmappedMemberHandlingAttribute";
    public const string ObjectCreationHandling = Prefix + "JsonObjectCreationHandlingAttribute";
    public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";

    private const string Prefix = "System.Text.Json.Serialization.";

    /// <summary>An attribute on a type or a member that changes its JSON in a way that is not supported; null for none.</summary>
    public static string? Unsupported(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            // An attribute of the user's own counts by what it derives from: of those of System.Text.Json, only the converter's is open.
            for (var known = attribute.AttributeClass; known is not null; known = known.BaseType)
            {
                var name = known.FullMetadataName();
                if (name is PropertyName or Ignore or Include or Required or Constructor or PropertyOrder or ExtensionData or NumberHandling or ObjectCreationHandling or UnmappedMemberHandling or Polymorphic or DerivedType
                    || name is Converter && SymbolEqualityComparer.Default.Equals(known, attribute.AttributeClass)
                    || name is Prefix + "JsonSerializableAttribute")
                {
                    break;
                }

                if (name.StartsWith(Prefix, StringComparison.Ordinal) && name != Prefix + "JsonAttribute")
                {
                    return attribute.AttributeClass!.Name.Replace("Attribute", "");
                }
            }
        }

        return null;
    }

}
