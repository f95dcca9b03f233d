using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Why a member can not be in the JSON, whatever its type.</summary>
internal static class JsonMemberRefusal
{
    /// <param name="member">The member.</param>
    /// <param name="parameter">The parameter of the constructor by which it is set.</param>
    /// <param name="setsRequired">The constructor says that it sets what is required.</param>
    public static string? Of(SerializedMember member, IParameterSymbol? parameter, bool setsRequired)
    {
        var isRequired = member.IsRequiredByCompiler && !setsRequired || member.Symbol.Attribute(JsonAttributes.Required) is not null;
        if (isRequired && (member.IsIgnored || !member.CanWrite && parameter is null))
        {
            return "it is required and yet never read";
        }

        if (member.IsIgnored)
        {
            return null;
        }

        if (JsonAttributes.Unsupported(member.Symbol) is { } attribute)
        {
            return $"it has [{attribute}], which is not supported";
        }

        if (member.Condition > 5 || member.Condition == 5 && parameter is not null)
        {
            return member.Condition > 5 ? "its [JsonIgnore] has a condition that is not known" : "its [JsonIgnore] says WhenReading, and the constructor takes it";
        }

        if (member.Condition == 3 && member.Type.IsValueType && member.Type.OriginalDefinition.SpecialType is not SpecialType.System_Nullable_T)
        {
            return $"its [JsonIgnore] says WhenWritingNull, and {member.Type.ToDisplayString()} is never null; say WhenWritingDefault";
        }

        if (JsonTypeRefusal.IsObsoleteError(member.Symbol)
            || member.Symbol is IPropertySymbol property && (JsonTypeRefusal.IsObsoleteError(property.GetMethod) || JsonTypeRefusal.IsObsoleteError(property.SetMethod)))
        {
            return "it is [Obsolete] as an error, and generated code may not use it; exclude it with [JsonIgnore]";
        }

        return member.Symbol is IFieldSymbol { AssociatedSymbol: not null } or IPropertySymbol { ExplicitInterfaceImplementations.Length: > 0 }
            ? "it has [JsonInclude] and no name that generated code could use"
            : null;
    }
}
