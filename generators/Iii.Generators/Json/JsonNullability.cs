using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Where null is refused, as RespectNullableAnnotations of System.Text.Json has it: by the declaration, before type arguments take the place of type parameters.</summary>
internal static class JsonNullability
{
    private const string Analysis = "System.Diagnostics.CodeAnalysis.";

    /// <summary>The member's value is never null when it is written.</summary>
    public static bool IsNeverRead(SerializedMember member) => Refuses(member.Symbol, TypeOf(member.Symbol), Analysis + "NotNullAttribute", Analysis + "MaybeNullAttribute");

    /// <summary>The member, or the parameter that sets it, does not take null.</summary>
    public static bool IsNeverSet(SerializedMember member, IParameterSymbol? parameter)
    {
        ISymbol target = parameter is null ? member.Symbol : parameter;
        return Refuses(target, parameter is null ? TypeOf(member.Symbol) : parameter.OriginalDefinition.Type, Analysis + "DisallowNullAttribute", Analysis + "AllowNullAttribute");
    }

    private static ITypeSymbol TypeOf(ISymbol member) => member.OriginalDefinition is IPropertySymbol property ? property.Type : ((IFieldSymbol)member.OriginalDefinition).Type;

    private static bool Refuses(ISymbol symbol, ITypeSymbol type, string refusing, string allowing) =>
        !type.IsValueType
        && (symbol.Attribute(refusing) is not null
            || symbol.Attribute(allowing) is null
            && (type is ITypeParameterSymbol parameter ? parameter.HasNotNullConstraint && parameter.NullableAnnotation is not NullableAnnotation.Annotated : type.NullableAnnotation is NullableAnnotation.NotAnnotated));
}
