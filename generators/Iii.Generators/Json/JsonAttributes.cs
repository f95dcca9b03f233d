using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>The attributes of System.Text.Json: those that are honoured, and those that would make a silent difference.</summary>
internal static class JsonAttributes
{
    public const string PropertyName = Prefix + "JsonPropertyNameAttribute";
    public const string Ignore = Prefix + "JsonIgnoreAttribute";
    public const string Required = Prefix + "JsonRequiredAttribute";
    public const string Constructor = Prefix + "JsonConstructorAttribute";

    private const string Prefix = "System.Text.Json.Serialization.";

    /// <summary>An attribute on a type or a member that changes its JSON in a way that is not supported; null for none.</summary>
    public static string? Unsupported(ISymbol symbol)
    {
        foreach (var attribute in symbol.GetAttributes())
        {
            var name = attribute.AttributeClass?.FullMetadataName();
            if (name is not null
                && name.StartsWith(Prefix, StringComparison.Ordinal)
                && name is not (PropertyName or Ignore or Required or Constructor or Prefix + "JsonSerializableAttribute"))
            {
                return attribute.AttributeClass!.Name.Replace("Attribute", "");
            }
        }

        return null;
    }
}
