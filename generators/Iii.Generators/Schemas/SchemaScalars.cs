using System.Globalization;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>The schemas of types without parts: the kind and the keywords after it, each with a comma before.</summary>
internal static class SchemaScalars
{
    public static (string? Kind, string Keywords) OfEnum(ITypeSymbol type, bool isNullable)
    {
        var values = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(m => Convert.ToString(m.ConstantValue, CultureInfo.InvariantCulture)!).Distinct().ToList();
        if (values.Count == 0 || type.Attribute("System.FlagsAttribute") is not null)
        {
            return ("integer", "");
        }

        // "enum" holds for every value, whatever "type" allows: null must be among them.
        return ("integer", $",\"enum\":[{string.Join(",", isNullable ? values.Append("null") : values)}]");
    }

    /// <summary>What a converter makes is known only of those that write the names of enums; all else may be anything.</summary>
    public static (string? Kind, string Keywords) OfConverter(ITypeSymbol type, INamedTypeSymbol converter, bool isNullable)
    {
        if (type.TypeKind is not TypeKind.Enum || !JsonConverters.IsOfEnums(converter))
        {
            return (null, "");
        }

        if (!JsonConverters.IsOfEnumNames(converter) || type.Attribute("System.FlagsAttribute") is not null)
        {
            return ("string", "");
        }

        var names = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue)
            .Select(f => JsonLiteral.String(f.Attribute(JsonAttributes.EnumMemberName)?.ConstructorArguments.FirstOrDefault().Scalar() as string ?? f.Name)).ToList();
        return ("string", names.Count == 0 ? "" : $",\"enum\":[{string.Join(",", isNullable ? names.Append("null") : names)}]");
    }

    public static (string? Kind, string Keywords) Of(ITypeSymbol type, string name, JsonShape shape) => shape switch
    {
        JsonShape.Boolean => ("boolean", ""),
        JsonShape.Any => (null, ""),
        JsonShape.Object => ("object", ""),
        JsonShape.Array => ("array", ""),
        JsonShape.Channel => ("object", ",\"properties\":{\"channel_id\":{\"type\":\"string\"},\"access_key\":{\"type\":\"string\"},\"direction\":" + Direction(name) + "},\"required\":[\"channel_id\",\"access_key\",\"direction\"]"),
        JsonShape.Number => type.SpecialType switch
        {
            SpecialType.System_Double => ("number", ",\"format\":\"double\""),
            SpecialType.System_Single => ("number", ",\"format\":\"float\""),
            SpecialType.System_Decimal => ("number", ""),
            SpecialType.System_Int32 => ("integer", ",\"format\":\"int32\""),
            SpecialType.System_Int64 => ("integer", ",\"format\":\"int64\""),
            SpecialType.System_Byte or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64 => ("integer", ",\"minimum\":0"),
            _ => name == "System.Half" ? ("number", "") : name == "System.UInt128" ? ("integer", ",\"minimum\":0") : ("integer", ""),
        },
        _ => ("string", name switch
        {
            "System.Guid" => ",\"format\":\"uuid\"",
            "System.DateTime" or "System.DateTimeOffset" => ",\"format\":\"date-time\"",
            "System.DateOnly" => ",\"format\":\"date\"",
            "System.TimeOnly" => ",\"format\":\"time\"",
            "System.Uri" => ",\"format\":\"uri-reference\"",
            "System.Memory`1" or "System.ReadOnlyMemory`1" => ",\"contentEncoding\":\"base64\"",
            "System.Char" => ",\"minLength\":1,\"maxLength\":1",
            _ => "",
        }),
    };

    private static string Direction(string name) => name switch
    {
        KnownNames.ChannelReader => "{\"const\":\"read\"}",
        KnownNames.ChannelWriter => "{\"const\":\"write\"}",
        _ => "{\"enum\":[\"read\",\"write\"]}",
    };
}
