using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>One property of a payload that is bound to several parameters.</summary>
internal sealed record SchemaParameter(string Name, ITypeSymbol Type, bool Required, string? DefaultJson, string? Description);

/// <summary>Writes JSON Schemas (2020-12) of types: the root is inline, nested types with properties are in <c>$defs</c>.</summary>
internal sealed class SchemaWriter(CancellationToken cancellationToken)
{
    private const string Dialect = "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"";

    private readonly Dictionary<string, string?> _definitions = new(StringComparer.Ordinal);

    /// <summary>The schema of one type.</summary>
    public string OfType(ITypeSymbol type)
    {
        var isObject = IsObject(type);
        var body = isObject ? Properties((INamedTypeSymbol)type) : Inline(type, null);
        return Finish(isObject ? $"\"title\":{JsonLiteral.String(Title((INamedTypeSymbol)type))},{body}" : body.Substring(1, body.Length - 2));
    }

    /// <summary>The schema of a payload whose properties are parameters.</summary>
    public string OfParameters(string title, IReadOnlyList<SchemaParameter> parameters) =>
        Finish($"\"title\":{JsonLiteral.String(title)}," + Object(parameters));

    private string Finish(string body)
    {
        var definitions = _definitions.Count == 0
            ? ""
            : ",\"$defs\":{" + string.Join(",", _definitions.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{JsonLiteral.String(d.Key)}:{d.Value}")) + "}";
        return body.Length == 0 ? $"{{{Dialect}{definitions}}}" : $"{{{Dialect},{body}{definitions}}}";
    }

    private string Properties(INamedTypeSymbol type)
    {
        var properties = new List<SchemaParameter>();
        var seen = new HashSet<string>();
        for (var current = type; current is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }; current = current.BaseType)
        {
            foreach (var property in current.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.IsStatic || property.IsIndexer || property.DeclaredAccessibility is not Accessibility.Public || !seen.Add(property.Name)
                    || property.Attribute(JsonAttributes.Ignore) is { NamedArguments.Length: 0 })
                {
                    continue;
                }

                var parameter = type.InstanceConstructors.SelectMany(c => c.Parameters).FirstOrDefault(p => p.Name == property.Name && SymbolEqualityComparer.Default.Equals(p.Type, property.Type));
                properties.Add(new SchemaParameter(
                    property.Attribute(JsonAttributes.PropertyName)?.ConstructorArguments.FirstOrDefault().Value as string ?? NamingConventions.CamelCase(property.Name),
                    property.Type,
                    property.IsRequired || property.Attribute(JsonAttributes.Required) is not null || parameter is { HasExplicitDefaultValue: false },
                    parameter is { HasExplicitDefaultValue: true } ? DefaultValues.Json(parameter) : null,
                    property.Summary(cancellationToken)));
            }
        }

        return Object(properties);
    }

    private string Object(IReadOnlyList<SchemaParameter> properties)
    {
        var required = properties.Where(p => p.Required).Select(p => JsonLiteral.String(p.Name)).ToArray();
        var members = string.Join(",", properties.Select(p => $"{JsonLiteral.String(p.Name)}:{Inline(p.Type, p)}"));
        return $"\"type\":\"object\",\"properties\":{{{members}}}" + (required.Length == 0 ? "" : $",\"required\":[{string.Join(",", required)}]");
    }

    private string Inline(ITypeSymbol type, SchemaParameter? at)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var extra = at?.Description is { } description ? $",\"description\":{JsonLiteral.String(description)}" : "";
        if (at?.DefaultJson is { } value)
        {
            extra += $",\"default\":{value}";
        }

        var isNullable = type.NullableAnnotation is NullableAnnotation.Annotated;
        var inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        if (IsObject(inner))
        {
            var reference = $"{{\"$ref\":\"#/$defs/{Define((INamedTypeSymbol)inner)}\"}}";
            return isNullable ? $"{{\"anyOf\":[{reference},{{\"type\":\"null\"}}]{extra}}}" : reference.Insert(reference.Length - 1, extra);
        }

        var (kind, rest) = Simple(inner);
        var typed = kind is null ? "" : isNullable ? $"\"type\":[\"{kind}\",\"null\"]" : $"\"type\":\"{kind}\"";
        return $"{{{(typed + rest + extra).TrimStart(',')}}}";
    }

    private (string? Kind, string Keywords) Simple(ITypeSymbol type)
    {
        var name = type.OriginalDefinition.FullMetadataName();
        if (type.TypeKind is TypeKind.Enum)
        {
            var members = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).ToArray();
            var isFlags = type.Attribute("System.FlagsAttribute") is not null;
            return ("integer", isFlags || members.Length == 0 ? "" : $",\"enum\":[{string.Join(",", members.Select(m => Convert.ToString(m.ConstantValue, System.Globalization.CultureInfo.InvariantCulture)).Distinct())}]");
        }

        if (JsonScalars.Find(type, name) is { } scalar)
        {
            return Scalar(type, name, scalar.Shape);
        }

        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType.SpecialType is SpecialType.System_Byte ? ("string", ",\"contentEncoding\":\"base64\"") : ("array", $",\"items\":{Inline(array.ElementType, null)}");
        }

        if (type is INamedTypeSymbol named)
        {
            if (JsonScalars.Collection(name) is not null)
            {
                return ("array", $",\"items\":{Inline(named.TypeArguments[0], null)}");
            }

            if (JsonScalars.Dictionary(name) is not null)
            {
                return ("object", $",\"additionalProperties\":{Inline(named.TypeArguments[1], null)}");
            }

            if (name is "Iii.HttpRequest`1" or "Iii.HttpResponse`1")
            {
                return ("object", $",\"properties\":{{\"body\":{Inline(named.TypeArguments[0], null)}}}");
            }
        }

        return (null, "");
    }

    private static (string? Kind, string Keywords) Scalar(ITypeSymbol type, string name, JsonShape shape) => shape switch
    {
        JsonShape.Boolean => ("boolean", ""),
        JsonShape.Any => (null, ""),
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
            "System.Char" => ",\"minLength\":1,\"maxLength\":1",
            _ => "",
        }),
    };

    private string Define(INamedTypeSymbol type)
    {
        var title = Title(type);
        if (!_definitions.ContainsKey(title))
        {
            _definitions.Add(title, null);
            _definitions[title] = $"{{\"title\":{JsonLiteral.String(title)},{Properties(type)}}}";
        }

        return title;
    }

    private static string Title(INamedTypeSymbol type) => type.Name + string.Concat(type.TypeArguments.Select(a => a is INamedTypeSymbol n ? Title(n) : a is IArrayTypeSymbol { ElementType: INamedTypeSymbol e } ? Title(e) + "Array" : a.Name));

    private static bool IsObject(ITypeSymbol type)
    {
        var name = type.OriginalDefinition.FullMetadataName();
        return type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T }
            && JsonScalars.Find(type, name) is null
            && JsonScalars.Collection(name) is null
            && JsonScalars.Dictionary(name) is null
            && name is not ("Iii.HttpRequest`1" or "Iii.HttpResponse`1" or "System.ReadOnlyMemory`1");
    }
}
