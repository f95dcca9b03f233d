using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>One property of a payload that is bound to several parameters.</summary>
internal sealed record SchemaParameter(string Name, ITypeSymbol Type, bool Required, string? DefaultJson, string? Description)
{
    /// <summary>The converter that the property itself names.</summary>
    public INamedTypeSymbol? Converter { get; init; }

    /// <summary>What [JsonNumberHandling] says of it.</summary>
    public int? Numbers { get; init; }
}

/// <summary>Writes JSON Schemas (2020-12) of types: the root is inline, nested types with properties are in <c>$defs</c>.</summary>
internal sealed class SchemaWriter(JsonOptions options, CancellationToken cancellationToken)
{
    private const string Dialect = "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"";

    private readonly Dictionary<ITypeSymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly UniqueNames _taken = new();
    private readonly Dictionary<string, string> _definitions = new(StringComparer.Ordinal);

    /// <summary>The schema of one type.</summary>
    public string OfType(ITypeSymbol type)
    {
        var isObject = IsObject(type);
        var body = isObject ? Body((INamedTypeSymbol)type) : Whole(type, null);
        return Finish(isObject ? $"\"title\":{JsonLiteral.String(Title((INamedTypeSymbol)type))},{body}" : body.Substring(1, body.Length - 2));
    }

    /// <summary>The schema of a payload whose properties are parameters.</summary>
    public string OfParameters(string title, IReadOnlyList<SchemaParameter> parameters) =>
        Finish($"\"title\":{JsonLiteral.String(title)}," + Object(parameters, Whole));

    private string Finish(string body)
    {
        var definitions = _definitions.Count == 0
            ? ""
            : ",\"$defs\":{" + string.Join(",", _definitions.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{JsonLiteral.String(d.Key)}:{d.Value}")) + "}";
        return body.Length == 0 ? $"{{{Dialect}{definitions}}}" : $"{{{Dialect},{body}{definitions}}}";
    }

    /// <summary>A type with others derived from it is one of these, each behind its discriminator, or itself.</summary>
    private string Body(INamedTypeSymbol type)
    {
        if (!JsonPolymorphism.Has(type))
        {
            return Properties(type);
        }

        var discriminator = JsonPolymorphism.Discriminator(type);
        var choices = new List<string>();
        foreach (var (derived, id) in JsonPolymorphism.Derived(type))
        {
            var itself = SymbolEqualityComparer.Default.Equals(derived, type) ? $"{{{Properties(type)}}}" : $"{{\"$ref\":\"#/$defs/{Define(derived)}\"}}";
            var text = id is string name ? JsonLiteral.String(name) : id?.ToString();
            choices.Add(text is null ? itself : $"{{\"allOf\":[{itself}],\"properties\":{{{JsonLiteral.String(discriminator)}:{{\"const\":{text}}}}},\"required\":[{JsonLiteral.String(discriminator)}]}}");
        }

        return $"\"anyOf\":[{string.Join(",", type.IsAbstract ? choices : choices.Append($"{{{Properties(type)}}}"))}]";
    }

    private string Properties(INamedTypeSymbol type)
    {
        var constructor = JsonConstructors.Find(type, out _);
        var setsRequired = constructor?.Attribute(JsonAttributes.SetsRequiredMembers) is not null;
        var properties = new List<SchemaParameter>();
        var members = SerializedMembers.Of(type, options, out _);
        foreach (var member in members.Where(m => !m.IsIgnored && !m.IsExtensionData))
        {
            var parameter = member.ParameterOf(constructor);
            properties.Add(new SchemaParameter(
                member.JsonName,
                member.Type,
                member.IsRequiredByCompiler && !setsRequired || member.Symbol.Attribute(JsonAttributes.Required) is not null || parameter is { HasExplicitDefaultValue: false },
                parameter is { HasExplicitDefaultValue: true } ? DefaultValues.Json(parameter) : null,
                member.Symbol.Summary(cancellationToken))
            {
                Converter = JsonConverters.Named(member.Symbol),
                Numbers = JsonNumbers.Of(member.Symbol, options),
            });
        }

        var isClosed = JsonOthers.AreRefusedBy(type, members, options);
        return Object(properties, (type, at) => Inline(type, at)) + (isClosed ? ",\"additionalProperties\":false" : "");
    }

    private static string Object(IReadOnlyList<SchemaParameter> properties, Func<ITypeSymbol, SchemaParameter?, string> write)
    {
        var required = properties.Where(p => p.Required).Select(p => JsonLiteral.String(p.Name)).ToArray();
        var members = string.Join(",", properties.Select(p => $"{JsonLiteral.String(p.Name)}:{write(p.Type, p)}"));
        return $"\"type\":\"object\",\"properties\":{{{members}}}" + (required.Length == 0 ? "" : $",\"required\":[{string.Join(",", required)}]");
    }

    /// <summary>A parameter, a result or a body: bytes may be any JSON there.</summary>
    private string Whole(ITypeSymbol type, SchemaParameter? at) => JsonScalars.IsRaw(type)
        ? at?.Description is { } description ? $"{{\"description\":{JsonLiteral.String(description)}}}" : "{}"
        : Inline(type, at);

    /// <param name="numbers">What [JsonNumberHandling] says of the property that the type is a part of.</param>
    private string Inline(ITypeSymbol type, SchemaParameter? at, int? numbers = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isNullable = type.NullableAnnotation is NullableAnnotation.Annotated;
        var inner = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : type;
        var converter = at?.Converter ?? JsonConverters.Of(inner, options);
        var extra = at?.Description is { } description ? $",\"description\":{JsonLiteral.String(description)}" : "";
        if (at?.DefaultJson is { } value && (converter is null || value == "null"))
        {
            extra += $",\"default\":{value}";
        }

        if (options.ContextOf(inner) is not null)
        {
            return $"{{{extra.TrimStart(',')}}}";
        }

        if (converter is null && IsObject(inner))
        {
            var reference = $"{{\"$ref\":\"#/$defs/{Define((INamedTypeSymbol)inner)}\"}}";
            return isNullable ? $"{{\"anyOf\":[{reference},{{\"type\":\"null\"}}]{extra}}}" : reference.Insert(reference.Length - 1, extra);
        }

        numbers = at?.Numbers ?? numbers ?? options.Numbers;
        var (kind, rest) = converter is not null ? SchemaScalars.OfConverter(inner, converter, isNullable) : Simple(inner, isNullable, numbers);
        if (JsonNumbers.AreQuoted(numbers.Value) && kind is "integer" or "number" && inner.TypeKind is not TypeKind.Enum)
        {
            (kind, rest) = ("string", "");
        }

        var typed = kind is null ? "" : isNullable ? $"\"type\":[\"{kind}\",\"null\"]" : $"\"type\":\"{kind}\"";
        return $"{{{(typed + rest + extra).TrimStart(',')}}}";
    }

    private (string? Kind, string Keywords) Simple(ITypeSymbol type, bool isNullable, int? numbers)
    {
        var name = type.OriginalDefinition.FullMetadataName();
        if (type.TypeKind is TypeKind.Enum)
        {
            return SchemaScalars.OfEnum(type, isNullable);
        }

        if (JsonScalars.Find(type, name) is { } scalar)
        {
            return SchemaScalars.Of(type, name, scalar.Shape);
        }

        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType.SpecialType is SpecialType.System_Byte ? ("string", ",\"contentEncoding\":\"base64\"") : ("array", $",\"items\":{Inline(array.ElementType, null, numbers)}");
        }

        if (type is INamedTypeSymbol named)
        {
            if (JsonCollection.Of(named) is { } collection)
            {
                return collection.IsDictionary
                    ? ("object", $",\"additionalProperties\":{Inline(collection.Element, null, numbers)}")
                    : ("array", $",\"items\":{Inline(collection.Element, null, numbers)}");
            }

            if (name is "Iii.HttpRequest`1" or "Iii.HttpResponse`1")
            {
                return ("object", $",\"properties\":{{\"body\":{Whole(named.TypeArguments[0], null)}}}");
            }
        }

        return (null, "");
    }

    /// <summary>The name under which the type is defined: its title, with a number when another type has the same.</summary>
    private string Define(INamedTypeSymbol type)
    {
        var key = type.WithNullableAnnotation(NullableAnnotation.None);
        if (!_names.TryGetValue(key, out var name))
        {
            // Entered before its properties are looked at, so that a type may contain itself.
            name = _taken.Take(Title(type));
            _names.Add(key, name);
            _definitions.Add(name, $"{{\"title\":{JsonLiteral.String(Title(type))},{Body(type)}}}");
        }

        return name;
    }

    private static string Title(INamedTypeSymbol type) => type.Name + string.Concat(type.TypeArguments.Select(a => a is INamedTypeSymbol n ? Title(n) : a is IArrayTypeSymbol { ElementType: INamedTypeSymbol e } ? Title(e) + "Array" : a.Name));

    private bool IsObject(ITypeSymbol type)
    {
        var name = type.OriginalDefinition.FullMetadataName();
        return type is INamedTypeSymbol { OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T }
            && (type.TypeKind is TypeKind.Class or TypeKind.Struct || type.TypeKind is TypeKind.Interface && JsonPolymorphism.Has(type))
            && JsonConverters.Named(type) is null
            && options.ContextOf(type) is null
            && JsonScalars.Find(type, name) is null
            && JsonCollection.Of((INamedTypeSymbol)type) is null
            && name is not ("Iii.HttpRequest`1" or "Iii.HttpResponse`1");
    }
}
