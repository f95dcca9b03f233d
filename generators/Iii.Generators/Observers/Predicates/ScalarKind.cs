using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers.Predicates;

/// <summary>How values of a type are compared, in C# and as JSON.</summary>
internal enum ScalarKind
{
    Unknown,
    Text,
    Character,
    Boolean,

    /// <summary>A whole number that every double holds.</summary>
    Integer,

    /// <summary>A whole number that may be too large for a double.</summary>
    Long,
    Double,
    Single,
    Decimal,

    /// <summary>An enum that is written as its number.</summary>
    EnumNumber,

    /// <summary>An enum that is written as its name.</summary>
    EnumName,
    Guid,

    /// <summary>A date, whose text stands in the order of time.</summary>
    Date,
}

internal static class ScalarKinds
{
    /// <summary>How a value is compared; unknown, with the reason, where its JSON is not known or says something else.</summary>
    public static ScalarKind Of(PredicateValue value, JsonOptions options, out string reason)
    {
        var type = value.Inner;
        var display = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        reason = $"a filter compares texts, numbers, booleans, enums and null, and no {display}";
        if (options.ContextOf(type) is { } context)
        {
            reason = $"{display} is written by {context.Name}, and its JSON is not known here";
            return ScalarKind.Unknown;
        }

        var converter = value.Member is { } member && JsonConverters.Named(member) is { } own ? own : JsonConverters.Of(type, options);
        if (converter is not null)
        {
            reason = $"it is written by the converter {converter.Name}, and its JSON is not known here";
            return type.TypeKind is TypeKind.Enum && JsonConverters.IsOfEnumNames(converter) ? ScalarKind.EnumName : ScalarKind.Unknown;
        }

        var kind = OfType(type);
        var numbers = value.Numbers ?? options.Numbers;
        if (kind is ScalarKind.Integer or ScalarKind.Long or ScalarKind.Double or ScalarKind.Single or ScalarKind.Decimal && JsonNumbers.AreQuoted(numbers))
        {
            reason = "[JsonNumberHandling] writes the number into a string, and a filter compares it as a text";
            return ScalarKind.Unknown;
        }

        return kind;
    }

    /// <summary>Numbers that are infinite are written as texts, which have no order among numbers.</summary>
    public static bool HasNames(PredicateValue value, JsonOptions options) => JsonNumbers.AreNamed(value.Numbers ?? options.Numbers);

    private static ScalarKind OfType(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ScalarKind.Text,
        SpecialType.System_Char => ScalarKind.Character,
        SpecialType.System_Boolean => ScalarKind.Boolean,
        SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Int32 or SpecialType.System_UInt32 => ScalarKind.Integer,
        SpecialType.System_Int64 or SpecialType.System_UInt64 => ScalarKind.Long,
        SpecialType.System_Double => ScalarKind.Double,
        SpecialType.System_Single => ScalarKind.Single,
        SpecialType.System_Decimal => ScalarKind.Decimal,
        _ when type.TypeKind is TypeKind.Enum => ScalarKind.EnumNumber,
        _ => type.FullMetadataName() switch
        {
            "System.Guid" => ScalarKind.Guid,
            "System.DateOnly" => ScalarKind.Date,
            _ => ScalarKind.Unknown,
        },
    };
}
