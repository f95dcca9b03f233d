using Iii.Generators.Annotations;
using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Iii.Generators.Validation;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Schemas;

/// <summary>Writes JSON Schemas (2020-12) of types: the root is inline, nested types with properties are in <c>$defs</c>.</summary>
internal sealed class SchemaWriter(JsonOptions options, Compilation compilation, CancellationToken cancellationToken)
{
    private const string Dialect = "\"$schema\":\"https://json-schema.org/draft/2020-12/schema\"";

    private readonly SchemaTitles _titles = SchemaTitles.Of(compilation);
    private readonly Dictionary<ITypeSymbol, string> _names = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, string> _choices = new(StringComparer.Ordinal);
    private readonly UniqueNames _taken = new();
    private readonly Dictionary<string, string> _definitions = new(StringComparer.Ordinal);

    /// <summary>Annotations were found that a check could look at.</summary>
    public bool HasAnnotations { get; private set; }

    /// <summary>Types were found that have [Validate] themselves.</summary>
    public bool HasMarks { get; private set; }

    /// <summary>The schema of one type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="title">The title of an object that is no type of the user's.</param>
    /// <param name="isResult">Null may be written where the type allows it; a payload that is null stands for none.</param>
    public string OfType(ITypeSymbol type, string title, bool isResult)
    {
        var isNullable = isResult && type.NullableAnnotation is NullableAnnotation.Annotated;
        var inner = type.WithoutNullable();
        if (IsObject(inner))
        {
            var name = _taken.Take(_titles.Of(inner));
            _names.Add(Key(inner), name);
            return Finish(Head(name, inner) + Body((INamedTypeSymbol)inner, isNullable));
        }

        var body = Whole(type, null);
        var isEnvelope = HasOwnTitle(inner);
        return Finish(isEnvelope ? $"\"title\":{JsonLiteral.String(title)},{Inside(body)}" : Inside(body));
    }

    /// <summary>The schema of a payload whose properties are parameters, or of a result whose properties are the elements of a tuple.</summary>
    public string OfParameters(string title, IReadOnlyList<SchemaParameter> parameters) =>
        Finish($"\"title\":{JsonLiteral.String(_taken.Take(title))}," + Object(parameters, Whole, "\"object\""));

    private static string Inside(string schema) => schema.Substring(1, schema.Length - 2);

    private string Finish(string body)
    {
        // Defining one may define others, so that this comes last.
        var definitions = _definitions.Count == 0
            ? ""
            : ",\"$defs\":{" + string.Join(",", _definitions.OrderBy(d => d.Key, StringComparer.Ordinal).Select(d => $"{JsonLiteral.String(d.Key)}:{d.Value}")) + "}";
        return body.Length == 0 ? $"{{{Dialect}{definitions}}}" : $"{{{Dialect},{body}{definitions}}}";
    }

    private string Head(string title, ITypeSymbol type) =>
        $"\"title\":{JsonLiteral.String(title)}," + (type.Summary(cancellationToken) is { } description ? $"\"description\":{JsonLiteral.String(description)}," : "")
        + (type.Attribute("System.ObsoleteAttribute") is null ? "" : "\"deprecated\":true,");

    private string Body(INamedTypeSymbol type, bool isNullable = false)
    {
        HasMarks |= ValidateAttribute.IsOn(type) is true;
        var kind = isNullable ? "[\"object\",\"null\"]" : "\"object\"";
        return JsonPolymorphism.Has(type) ? Choices(type, kind, isNullable) : Properties(type, kind);
    }

    /// <summary>A type with others derived from it is one of these, each with its discriminator, or itself without.</summary>
    private string Choices(INamedTypeSymbol type, string kind, bool isNullable)
    {
        var discriminator = JsonPolymorphism.Discriminator(type);
        var ids = new List<string>();
        var choices = new List<string>();
        var areTold = true;
        foreach (var (derived, id) in JsonPolymorphism.Derived(type))
        {
            HasMarks |= ValidateAttribute.IsOn(derived) is true;
            var text = id is string name ? JsonLiteral.String(name) : id?.ToString();
            areTold &= text is not null;
            choices.Add(text is null && !JsonPolymorphism.Has(derived) ? $"{{\"$ref\":\"#/$defs/{Define(derived)}\"}}" : $"{{\"$ref\":\"#/$defs/{Choice(type, derived, discriminator, text)}\"}}");
            if (text is not null)
            {
                ids.Add(text);
            }
        }

        var settings = type.Attribute(JsonAttributes.Polymorphic)?.NamedArguments.ToDictionary(a => a.Key, a => a.Value.Scalar()) ?? [];
        if (!type.IsAbstract || settings.TryGetValue("UnknownDerivedTypeHandling", out var handling) && handling is not 0)
        {
            // Without a discriminator it is itself, or with one that means nothing where such are ignored.
            var name = JsonLiteral.String(discriminator);
            var isIgnoring = settings.TryGetValue("IgnoreUnrecognizedTypeDiscriminators", out var ignoring) && ignoring is true;
            choices.Add($"{{{Properties(type, "\"object\"")},\"not\":{{{(isIgnoring ? $"\"properties\":{{{name}:{{\"enum\":[{string.Join(",", ids)}]}}}}," : "")}\"required\":[{name}]}}}}");
        }

        if (isNullable)
        {
            choices.Add("{\"type\":\"null\"}");
        }

        return $"\"type\":{kind},\"{(areTold ? "oneOf" : "anyOf")}\":[{string.Join(",", choices)}]";
    }

    /// <summary>The definition of a derived type as it stands behind its discriminator.</summary>
    private string Choice(INamedTypeSymbol type, INamedTypeSymbol derived, string discriminator, string? id)
    {
        var key = $"{type.QualifiedNotNull()} {derived.QualifiedNotNull()}";
        if (!_choices.TryGetValue(key, out var name))
        {
            name = _taken.Take(_titles.Of(type) + (SymbolEqualityComparer.Default.Equals(type, derived) ? "Base" : _titles.Of(derived)));
            _choices.Add(key, name);
            _definitions.Add(name, $"{{{Head(name, derived)}{Properties(derived, "\"object\"", id is null ? null : (discriminator, id))}}}");
        }

        return name;
    }

    private string Properties(INamedTypeSymbol type, string kind, (string Name, string Id)? discriminator = null)
    {
        var members = SchemaMembers.Of(type, options, cancellationToken, out var isClosed);
        return Object(members, (t, at) => Inline(t, at), kind, discriminator) + (isClosed ? ",\"additionalProperties\":false" : "");
    }

    private static string Object(IReadOnlyList<SchemaParameter> properties, Func<ITypeSymbol, SchemaParameter?, string> write, string kind, (string Name, string Id)? discriminator = null)
    {
        // Older readers know no "const".
        var told = discriminator is { } d ? [$"{JsonLiteral.String(d.Name)}:{{\"const\":{d.Id},\"enum\":[{d.Id}]}}"] : Array.Empty<string>();
        var members = string.Join(",", told.Concat(properties.Select(p => $"{JsonLiteral.String(p.Name)}:{write(p.Type, p)}")));
        var required = properties.Where(p => p.Required || IsRequired(p)).Select(p => p.Name).ToArray();
        var names = string.Join(",", (discriminator is null ? required : required.Prepend(discriminator.Value.Name)).Select(JsonLiteral.String));
        return $"\"type\":{kind},\"properties\":{{{members}}}" + (names.Length == 0 ? "" : $",\"required\":[{names}]");
    }

    private static bool IsRequired(SchemaParameter property) => property.DefaultJson is null && property.Annotated?.Annotations.Any(a => a.AttributeClass!.FullMetadataName() == AnnotationNames.Required) is true;

    /// <summary>A parameter, a result or a body: bytes may be any JSON there.</summary>
    private string Whole(ITypeSymbol type, SchemaParameter? at) => JsonScalars.IsRaw(type)
        ? at?.Description is { } description ? $"{{\"description\":{JsonLiteral.String(description)}}}" : "{}"
        : Inline(type, at);

    /// <param name="numbers">What [JsonNumberHandling] says of the property that the type is a part of.</param>
    private string Inline(ITypeSymbol type, SchemaParameter? at, int? numbers = null)
    {
        cancellationToken.ThrowIfCancellationRequested();
        HasAnnotations |= at?.Annotated?.Annotations.Count > 0;
        var asked = at?.Annotated is { } annotated ? AnnotationReader.Read(annotated, compilation, null) : [];
        var isNullable = type.NullableAnnotation is NullableAnnotation.Annotated && !asked.Any(a => a.IsRequired);
        var inner = type.WithoutNullable();
        var converter = at?.Converter ?? JsonConverters.Of(inner, options);
        var keywords = new SchemaKeywords();
        if (options.ContextOf(inner) is not null)
        {
            return Close(keywords, at, inner, null);
        }

        if (converter is null && IsObject(inner))
        {
            var name = $"\"#/$defs/{Define((INamedTypeSymbol)inner)}\"";
            return Close(isNullable ? keywords.Set("anyOf", $"[{{\"$ref\":{name}}},{{\"type\":\"null\"}}]") : keywords.Set("$ref", name), at, inner, null);
        }

        numbers = at?.Numbers ?? numbers ?? options.Numbers;
        var (kind, more) = converter is not null ? SchemaScalars.OfConverter(inner, converter) : Simple(inner, numbers);
        var isQuoted = JsonNumbers.AreQuoted(numbers.Value) && kind is "integer" or "number" && inner.TypeKind is not TypeKind.Enum;
        if (kind is "number" && !isQuoted && JsonNumbers.AreNamed(numbers.Value) && inner.SpecialType is not SpecialType.System_Decimal)
        {
            var choices = $"{{{new SchemaKeywords().Set("type", "\"number\"").Set(more)}}},{{\"enum\":[\"NaN\",\"Infinity\",\"-Infinity\"]}}{(isNullable ? ",{\"type\":\"null\"}" : "")}";
            return Close(keywords.Set("anyOf", $"[{choices}]"), at, inner, null);
        }

        if (kind is not null)
        {
            kind = isQuoted ? "string" : kind;
            keywords.Set("type", isNullable ? $"[\"{kind}\",\"null\"]" : $"\"{kind}\"").Set(isQuoted ? [] : more);
        }

        // "enum" holds for every value, whatever "type" allows: null must be among them.
        if (isNullable && keywords["enum"] is { } values)
        {
            keywords.Set("enum", values.Insert(values.Length - 1, ",null"));
        }

        if (kind is not null && !isQuoted)
        {
            keywords.Narrow(asked.SelectMany(a => a.Keywords));
            Translate(keywords, SchemaKeywords.AllowedEnum, inner, converter, (k, json) => k.Set("enum", json));
            Translate(keywords, SchemaKeywords.DeniedEnum, inner, converter, (k, json) => k.Set("not", $"{{\"enum\":{json}}}"));
        }

        return Close(keywords, at, inner, converter);
    }

    private static void Translate(SchemaKeywords keywords, string keyword, ITypeSymbol type, INamedTypeSymbol? converter, Action<SchemaKeywords, string> set)
    {
        if (keywords[keyword] is { } numbers)
        {
            keywords.Remove(keyword);
            if (SchemaScalars.EnumValues(type, converter, numbers) is { } json)
            {
                set(keywords, json);
            }
        }
    }

    /// <summary>Ends a schema with what the property around it is and does.</summary>
    private static string Close(SchemaKeywords keywords, SchemaParameter? at, ITypeSymbol type, INamedTypeSymbol? converter)
    {
        var legend = keywords["type"] is not null && converter is null ? SchemaScalars.Legend(type) : null;
        var description = at?.Description is { } said ? legend is null ? said : $"{said} {legend}." : legend;
        if (description is not null)
        {
            keywords.Set("description", JsonLiteral.String(description));
        }

        if (at?.DefaultJson is { } value && (converter is null || value == "null" ? value : SchemaScalars.EnumValues(type, converter, value)?.Trim('[', ']')) is { } json)
        {
            keywords.Set("default", json);
        }

        return $"{{{Flagged(Flagged(Flagged(keywords, at?.IsReadOnly, "readOnly"), at?.IsWriteOnly, "writeOnly"), at?.IsDeprecated, "deprecated")}}}";
    }

    private static SchemaKeywords Flagged(SchemaKeywords keywords, bool? isSet, string name) => isSet is true ? keywords.Set(name, "true") : keywords;

    private (string? Kind, KeyValuePair<string, string>[] Keywords) Simple(ITypeSymbol type, int? numbers)
    {
        var name = type.OriginalDefinition.FullMetadataName();
        if (type.TypeKind is TypeKind.Enum)
        {
            return SchemaScalars.OfEnum(type);
        }

        if (JsonScalars.Find(type, name) is { } scalar)
        {
            return SchemaScalars.Of(type, name, scalar.Shape);
        }

        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType.SpecialType is SpecialType.System_Byte ? ("string", [new("contentEncoding", "\"base64\"")]) : ("array", [new("items", Inline(array.ElementType, null, numbers))]);
        }

        if (type is INamedTypeSymbol named)
        {
            if (JsonCollection.Of(named) is { } collection)
            {
                var element = Inline(collection.Element, null, numbers);
                return collection.IsDictionary ? ("object", [new("additionalProperties", element)]) : ("array", [new("items", element)]);
            }

            if (IsEnvelope(named))
            {
                return ("object", [new("properties", SchemaEnvelopes.Properties(named, Whole(named.TypeArguments[0], null)))]);
            }

            if (Observers.ObserverForm.IsEnvelope(named))
            {
                return ("object", SchemaEnvelopes.OfCall(Whole(named.TypeArguments[0], null), Whole(named.TypeArguments[1], null)));
            }
        }

        return (null, []);
    }

    /// <summary>The name under which the type is defined.</summary>
    private string Define(INamedTypeSymbol type)
    {
        var key = Key(type);
        if (!_names.TryGetValue(key, out var name))
        {
            _names.Add(key, name = _taken.Take(_titles.Of(type)));
        }

        if (!_definitions.ContainsKey(name))
        {
            // Entered before its properties are looked at, so that a type may contain itself.
            _definitions.Add(name, "");
            _definitions[name] = $"{{{Head(name, type)}{Body(type)}}}";
        }

        return name;
    }

    private static ITypeSymbol Key(ITypeSymbol type) => type.WithNullableAnnotation(NullableAnnotation.None);

    private static bool IsEnvelope(ITypeSymbol type) => type.OriginalDefinition.FullMetadataName() is SchemaEnvelopes.Request or SchemaEnvelopes.Response;

    private static bool HasOwnTitle(ITypeSymbol type) => IsEnvelope(type) || Observers.ObserverForm.IsEnvelope(type);

    private bool IsObject(ITypeSymbol type) =>
        type is INamedTypeSymbol named
        && (type.TypeKind is TypeKind.Class or TypeKind.Struct || type.TypeKind is TypeKind.Interface && JsonPolymorphism.Has(type))
        && JsonConverters.Named(type) is null
        && options.ContextOf(type) is null
        && JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is null
        && JsonCollection.Of(named) is null
        && !HasOwnTitle(type);
}
