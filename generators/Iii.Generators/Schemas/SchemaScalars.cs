using System.Globalization;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>The schemas of types without parts: the kind, and the keywords after it.</summary>
internal static class SchemaScalars
{
    private const string TimeSpanPattern = @"^-?(\d+\.)?([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,7})?$";

    public static (string? Kind, KeyValuePair<string, string>[] Keywords) OfEnum(ITypeSymbol type)
    {
        var values = Fields(type).Select(f => Text(f.ConstantValue)).Distinct().ToList();
        return values.Count == 0 || IsFlags(type) ? ("integer", []) : ("integer", [new("enum", $"[{string.Join(",", values)}]")]);
    }

    /// <summary>What a converter makes is known only of those that write the names of enums; all else may be anything.</summary>
    public static (string? Kind, KeyValuePair<string, string>[] Keywords) OfConverter(ITypeSymbol type, INamedTypeSymbol converter)
    {
        if (type.TypeKind is not TypeKind.Enum || !JsonConverters.IsOfEnums(converter))
        {
            return (null, []);
        }

        if (!JsonConverters.IsOfEnumNames(converter) || IsFlags(type))
        {
            return ("string", []);
        }

        var names = Fields(type).Select(JsonName).ToList();
        return ("string", names.Count == 0 ? [] : [new("enum", $"[{string.Join(",", names)}]")]);
    }

    /// <summary>Which number stands for which name of an enum that is written as a number; null for one whose numbers are not listed.</summary>
    public static string? Legend(ITypeSymbol type) =>
        type.TypeKind is TypeKind.Enum && Fields(type).ToArray() is { Length: > 0 and <= 32 } fields ? string.Join(", ", fields.Select(f => $"{Text(f.ConstantValue)} = {f.Name}")) : null;

    /// <summary>The values of an enum, given as numbers, as they are in JSON; null when that is not known.</summary>
    public static string? EnumValues(ITypeSymbol type, INamedTypeSymbol? converter, string numbers)
    {
        if (converter is null)
        {
            return $"[{numbers}]";
        }

        var fields = Fields(type).ToArray();
        var names = numbers.Split(',').Select(n => n == "null" ? n : fields.FirstOrDefault(f => Text(f.ConstantValue) == n) is { } field ? JsonName(field) : null).ToArray();
        return JsonConverters.IsOfEnums(converter) && JsonConverters.IsOfEnumNames(converter) && !names.Contains(null) ? $"[{string.Join(",", names)}]" : null;
    }

    public static (string? Kind, KeyValuePair<string, string>[] Keywords) Of(ITypeSymbol type, string name, JsonShape shape) => shape switch
    {
        JsonShape.Boolean => ("boolean", []),
        JsonShape.Any => (null, []),
        JsonShape.Object => ("object", []),
        JsonShape.Array => ("array", []),
        JsonShape.Channel => ("object",
        [
            new("properties", "{\"channel_id\":{\"type\":\"string\"},\"access_key\":{\"type\":\"string\"},\"direction\":" + Direction(name) + "}"),
            new("required", "[\"channel_id\",\"access_key\",\"direction\"]"),
        ]),
        JsonShape.Number => type.SpecialType switch
        {
            SpecialType.System_Double => ("number", [Format("double")]),
            SpecialType.System_Single => ("number", [Format("float")]),
            SpecialType.System_Decimal => ("number", []),
            SpecialType.System_SByte => ("integer", Bounds(sbyte.MinValue, sbyte.MaxValue)),
            SpecialType.System_Byte => ("integer", Bounds(byte.MinValue, byte.MaxValue)),
            SpecialType.System_Int16 => ("integer", Bounds(short.MinValue, short.MaxValue)),
            SpecialType.System_UInt16 => ("integer", Bounds(ushort.MinValue, ushort.MaxValue)),
            SpecialType.System_Int32 => ("integer", [Format("int32")]),
            SpecialType.System_UInt32 => ("integer", [Format("uint32"), new("minimum", "0")]),
            SpecialType.System_Int64 => ("integer", [Format("int64")]),
            SpecialType.System_UInt64 => ("integer", [Format("uint64"), new("minimum", "0")]),
            _ => name == "System.Half" ? ("number", []) : name == "System.UInt128" ? ("integer", [new("minimum", "0")]) : ("integer", []),
        },
        _ => ("string", name switch
        {
            "System.Guid" => [Format("uuid")],
            "System.DateTime" or "System.DateTimeOffset" => [Format("date-time")],
            "System.DateOnly" => [Format("date")],
            "System.TimeOnly" => [Format("time")],

            // Not the format "duration", which is P1DT2H3M: what is written is 1.02:03:00.
            "System.TimeSpan" => [new("pattern", JsonLiteral.String(TimeSpanPattern))],
            "System.Uri" => [Format("uri-reference")],
            "System.Version" => [new("pattern", JsonLiteral.String(@"^\d+(\.\d+){1,3}$"))],
            "System.Memory`1" or "System.ReadOnlyMemory`1" => [new("contentEncoding", "\"base64\"")],
            "System.Char" => [new("minLength", "1"), new("maxLength", "1")],
            _ => [],
        }),
    };

    private static string Direction(string name) => name switch
    {
        KnownNames.ChannelReader => "{\"const\":\"read\"}",
        KnownNames.ChannelWriter => "{\"const\":\"write\"}",
        _ => "{\"enum\":[\"read\",\"write\"]}",
    };

    private static KeyValuePair<string, string> Format(string name) => new("format", JsonLiteral.String(name));

    private static KeyValuePair<string, string>[] Bounds(int minimum, int maximum) => [new("minimum", Text(minimum)), new("maximum", Text(maximum))];

    private static IEnumerable<IFieldSymbol> Fields(ITypeSymbol type) => type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue);

    private static bool IsFlags(ITypeSymbol type) => type.Attribute("System.FlagsAttribute") is not null;

    private static string JsonName(IFieldSymbol field) => JsonLiteral.String(field.Attribute(JsonAttributes.EnumMemberName)?.ConstructorArguments.FirstOrDefault().Scalar() as string ?? field.Name);

    private static string Text(object? number) => Convert.ToString(number, CultureInfo.InvariantCulture)!;
}
