using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;
using static Iii.Generators.Infrastructure.KnownNames;

namespace Iii.Generators.Json;

/// <summary>Finds out how types are read and written, from a signature down to the last member.</summary>
internal sealed class JsonTypeGraph(Compilation compilation, CancellationToken cancellationToken)
{
    private readonly string _namespace = "global::" + NamingConventions.Namespace(compilation.AssemblyName);
    private readonly JsonOptions _options = JsonOptions.Of(compilation);
    private readonly Dictionary<string, JsonCodecModel?> _codecs = new(StringComparer.Ordinal);
    private readonly List<string> _found = new();
    private readonly Dictionary<string, UnsupportedType> _problems = new(StringComparer.Ordinal);

    /// <summary>All codecs found so far that are to be emitted.</summary>
    public EquatableArray<JsonCodecModel> Codecs => _codecs.Values.OfType<JsonCodecModel>().ToEquatableArray();

    /// <summary>The types with properties among them.</summary>
    public EquatableArray<JsonTypeModel> Models => _codecs.Values.OfType<JsonTypeModel>().ToEquatableArray();

    /// <summary>The namespace of the codecs, as source.</summary>
    public string Namespace => _namespace;

    /// <summary>Something is declared as <c>object</c>.</summary>
    public bool HasObject { get; private set; }

    /// <summary>Something is the end of a channel, which the reader opens.</summary>
    public bool HasChannels { get; private set; }

    /// <summary>What the assembly says of its JSON.</summary>
    public JsonOptions Options => _options;

    /// <summary>How a whole payload or parameter is read, or a whole result written: as its type is, but bytes are the JSON itself and no text in it.</summary>
    public JsonTypeRef? TryGetWhole(ITypeSymbol type, string path, out UnsupportedType? problem)
    {
        problem = null;
        return JsonScalars.IsRaw(type)
            ? new JsonTypeRef(type.Qualified(), Library + "RawJson", JsonShape.Any)
            : TryGet(type, path, out problem);
    }

    /// <summary>How a whole result is written: as any type is, and a tuple with names as an object of its elements.</summary>
    public JsonTypeRef? TryGetResult(ITypeSymbol type, string path, out UnsupportedType? problem)
    {
        if (JsonTuple.Of(type) is null)
        {
            return TryGetWhole(type, path, out problem);
        }

        var tuple = (INamedTypeSymbol)type;
        var name = JsonCodecName.Of(tuple) + "Result";
        return TryCodec(tuple, name, path, out problem, (out UnsupportedType? p) => JsonTuple.Parse(this, tuple, name, path, out p));
    }

    /// <summary>How a type is read and written; null with the reason when it can not be.</summary>
    /// <param name="type">The type.</param>
    /// <param name="path">What the type is of: the beginning of the path in the reason.</param>
    /// <param name="problem">The path and the reason.</param>
    /// <param name="numbers">What [JsonNumberHandling] says of the member whose type it is, or is a part of.</param>
    public JsonTypeRef? TryGet(ITypeSymbol type, string path, out UnsupportedType? problem, int? numbers = null)
    {
        var found = TryAny(type, path, out problem, numbers);

        // The innermost of the types on the path comes here first.
        problem = problem is { Type: null } ? problem with { Type = type } : problem;
        return found;
    }

    /// <summary>How a member is read and written: by a converter of its own, or as its type is.</summary>
    public JsonTypeRef? TryGet(SerializedMember member, string path, out UnsupportedType? problem)
    {
        if (JsonConverters.Named(member.Symbol) is not { } converter)
        {
            return JsonNumbers.On(member.Symbol) is not null && !JsonNumbers.Applies(member.Type)
                ? Fail(path, "it has [JsonNumberHandling], and is neither a number nor a collection of numbers", out problem)
                : TryGet(member.Type, path, out problem, JsonNumbers.Of(member.Symbol, _options));
        }

        var name = JsonCodecName.Of(member.Type, converter);
        if (TryConverter(member.Type, converter, name, path, out problem) is { } whole)
        {
            return whole;
        }

        // A converter of T does for T? as well; null does not get to it.
        return member.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            && TryConverter(nullable.TypeArguments[0], converter, name, path, out problem) is { } value
            ? new JsonTypeRef(member.Type.Qualified(), $"{Library}NullableJson<{value.Type}, {value.Codec}>", value.Shape)
            : null;
    }

    private JsonTypeRef? TryAny(ITypeSymbol type, string path, out UnsupportedType? problem, int? numbers)
    {
        cancellationToken.ThrowIfCancellationRequested();
        problem = null;
        if (_options.ContextOf(type) is { } context)
        {
            return TryContext(type, context, path, out problem);
        }

        var name = type.OriginalDefinition.FullMetadataName();
        if (JsonScalars.Find(type, name) is { } scalar)
        {
            HasObject |= type.SpecialType is SpecialType.System_Object;
            HasChannels |= JsonScalars.IsOpened(name);
            return new JsonTypeRef(type.Qualified(), scalar.Shape is JsonShape.Number ? JsonNumbers.Codec(type, scalar.Codec, numbers ?? _options.Numbers) : scalar.Codec, scalar.Shape);
        }

        if (type is IArrayTypeSymbol array)
        {
            return TryArray(array, path, out problem, numbers);
        }

        if (type.TypeKind is TypeKind.TypeParameter)
        {
            return Fail(path, $"{type.Name} is a type parameter and not known here; name a type, or mark a type parameter that stands for the whole type with [IIIJson]", out problem);
        }

        if (type is not INamedTypeSymbol named || type.TypeKind is TypeKind.Error)
        {
            return Fail(path, $"{type.ToDisplayString()} is no type that JSON can hold", out problem);
        }

        if (named.OriginalDefinition.SpecialType is SpecialType.System_Nullable_T)
        {
            return TryGet(named.TypeArguments[0], path, out problem, numbers) is { } value
                ? new JsonTypeRef(type.Qualified(), $"{Library}NullableJson<{value.Type}, {value.Codec}>", value.Shape)
                : null;
        }

        if (JsonConverters.Of(named, _options) is { } converter)
        {
            return TryConverter(named, converter, JsonCodecName.Of(named), path, out problem);
        }

        if (type.TypeKind is TypeKind.Enum)
        {
            return TryEnum(named, path, out problem);
        }

        if (JsonCollection.Of(named) is { } collection)
        {
            return TryCollection(named, collection, path, out problem, numbers);
        }

        if (name == Observed)
        {
            return TryObserved(named, path, out problem);
        }

        if (name is "Iii.HttpRequest`1" or "Iii.HttpResponse`1")
        {
            return TryHttp(named, path, out problem);
        }

        return TryObject(named, path, out problem);
    }

    private JsonTypeRef? TryConverter(ITypeSymbol type, INamedTypeSymbol converter, string name, string path, out UnsupportedType? problem)
    {
        problem = null;
        if (JsonTypeRefusal.OfName(compilation, type) is { } refusal)
        {
            return Fail(path, refusal, out problem);
        }

        if (JsonConverters.Of(compilation, converter, type, name, out var reason) is not { } model)
        {
            return Fail(path, reason!, out problem);
        }

        _codecs[name] = model;
        return new JsonTypeRef(type.Qualified(), $"{_namespace}.{name}", JsonConverters.IsOfEnums(converter) ? JsonShape.String : JsonShape.Any);
    }

    private JsonTypeRef? TryContext(ITypeSymbol type, INamedTypeSymbol context, string path, out UnsupportedType? problem)
    {
        problem = null;
        if (JsonTypeRefusal.OfName(compilation, type) is { } refusal)
        {
            return Fail(path, refusal, out problem);
        }

        var name = JsonCodecName.Of(type, context);
        _codecs[name] = new JsonContextModel(type.QualifiedNotNull(), name, type.ToDisplayString(), context.QualifiedNotNull(), type.IsReferenceType);
        return new JsonTypeRef(type.Qualified(), $"{_namespace}.{name}", JsonShape.Any);
    }

    private JsonTypeRef? TryArray(IArrayTypeSymbol array, string path, out UnsupportedType? problem, int? numbers)
    {
        problem = null;
        if (array.Rank != 1)
        {
            return Fail(path, "arrays of more than one dimension have no JSON form; use an array of arrays", out problem);
        }

        if (array.ElementType.SpecialType is SpecialType.System_Byte)
        {
            return new JsonTypeRef(array.Qualified(), Library + "ByteArrayJson", JsonShape.String);
        }

        return TryGet(array.ElementType, path + "[]", out problem, numbers) is { } element
            ? new JsonTypeRef(array.Qualified(), $"{Library}ArrayJson<{element.Type}, {element.Codec}>", JsonShape.Array)
            : null;
    }

    private JsonTypeRef? TryCollection(INamedTypeSymbol type, JsonCollection collection, string path, out UnsupportedType? problem, int? numbers)
    {
        if (collection is { Key: { } key, KeyCodec: null })
        {
            return Fail(path, $"its keys are {key.ToDisplayString()}, which can not be the names of properties; use a string, a number, a date, a Guid or an enum", out problem);
        }

        if (TryGet(collection.Element, path + (collection.IsDictionary ? "{}" : "[]"), out problem, numbers) is not { } element)
        {
            return null;
        }

        return JsonTypeRefusal.OfName(compilation, type) is { } refusal
            ? Fail(path, refusal, out problem)
            : new JsonTypeRef(type.Qualified(), collection.CodecOf(type, element), collection.IsDictionary ? JsonShape.Object : JsonShape.Array);
    }

    private JsonTypeRef? TryHttp(INamedTypeSymbol type, string path, out UnsupportedType? problem) =>
        TryGetWhole(type.TypeArguments[0], path + ".Body", out problem) is { } body
            ? new JsonTypeRef(type.Qualified(), $"{Library}{type.Name}Json<{body.Type}, {body.Codec}>", JsonShape.Object)
            : null;

    private JsonTypeRef? TryObserved(INamedTypeSymbol type, string path, out UnsupportedType? problem) =>
        TryGetWhole(type.TypeArguments[0], path + ".Input", out problem) is { } input && TryGetWhole(type.TypeArguments[1], path + ".Output", out problem) is { } output
            ? new JsonTypeRef(type.Qualified(), $"{Library}ObservedJson<{input.Type}, {input.Codec}, {output.Type}, {output.Codec}>", JsonShape.Object)
            : null;

    private JsonTypeRef? TryEnum(INamedTypeSymbol type, string path, out UnsupportedType? problem)
    {
        problem = null;
        if (JsonTypeRefusal.OfName(compilation, type) is { } refusal)
        {
            return Fail(path, refusal, out problem);
        }

        if (JsonAttributes.Unsupported(type) is { } attribute)
        {
            return Fail(path, $"{type.ToDisplayString()} has [{attribute}], which is not supported", out problem);
        }

        var number = type.EnumUnderlyingType!;
        var codec = JsonScalars.Find(number, "")!.Value.Codec;
        return new JsonTypeRef(type.Qualified(), $"{Library}EnumJson<{type.Qualified()}, {number.Qualified()}, {codec}>", JsonShape.Enum);
    }

    private JsonTypeRef? TryObject(INamedTypeSymbol type, string path, out UnsupportedType? problem)
    {
        var name = JsonCodecName.Of(type);
        return JsonPolymorphism.Has(type)
            ? TryCodec(type, name, path, out problem, (out UnsupportedType? p) => JsonPolymorphism.Parse(this, type, name, path, out p))
            : TryProperties(type, name, path, out problem);
    }

    /// <summary>How a type is read and written whose derived types are not looked at.</summary>
    public JsonTypeRef? TryGetBase(INamedTypeSymbol type, string path, out UnsupportedType? problem) =>
        TryProperties(type, JsonCodecName.Of(type) + "Base", path, out problem, isOnlyWritten: type.IsAbstract);

    private JsonTypeRef? TryProperties(INamedTypeSymbol type, string name, string path, out UnsupportedType? problem, bool isOnlyWritten = false) =>
        TryCodec(type, name, path, out problem, (out UnsupportedType? p) => JsonObjectParser.TryParse(this, compilation, type, name, path, isOnlyWritten, cancellationToken, out p));

    private JsonTypeRef? TryCodec(INamedTypeSymbol type, string name, string path, out UnsupportedType? problem, Parser parse)
    {
        problem = null;
        if (_problems.TryGetValue(name, out var known))
        {
            problem = known with { Path = path + known.Path };
            return null;
        }

        if (JsonTypeRefusal.OfName(compilation, type) is { } refusal)
        {
            return Fail(path, refusal, out problem);
        }

        if (!_codecs.ContainsKey(name))
        {
            // Entered before its members are looked at, so that a type may contain itself.
            var found = _found.Count;
            _found.Add(name);
            _codecs.Add(name, null);
            if (parse(out problem) is { } model)
            {
                _codecs[name] = model;
            }
            else
            {
                Forget(found);
                _problems[name] = problem! with { Path = problem.Path.Substring(path.Length) };
                return null;
            }
        }

        return new JsonTypeRef(type.Qualified(), $"{_namespace}.{name}", JsonShape.Object);
    }

    /// <summary>Types that were found on the way to one that fails may refer to it, and are looked at again when something else needs them.</summary>
    private void Forget(int found)
    {
        foreach (var name in _found.Skip(found))
        {
            _codecs.Remove(name);
        }

        _found.RemoveRange(found, _found.Count - found);
    }

    private static JsonTypeRef? Fail(string path, string reason, out UnsupportedType? problem)
    {
        problem = new UnsupportedType(path, reason);
        return null;
    }

    private delegate JsonCodecModel? Parser(out UnsupportedType? problem);
}
