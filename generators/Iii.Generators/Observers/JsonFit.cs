using Iii.Generators.Infrastructure;
using Iii.Generators.Json;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Observers;

/// <summary>Decides whether the JSON of one type can be read as another. It says no only where that is certain: a type may name fewer members than there are.</summary>
internal sealed class JsonFit(JsonOptions options)
{
    private const int MaxDepth = 16;

    /// <summary>Whether a type takes any JSON.</summary>
    public bool IsAnything(ITypeSymbol type) => ShapeOf(type) is null or JsonShape.Any;

    /// <summary>Whether a parameter of the type takes the whole payload, and no property of it.</summary>
    public bool IsWhole(ITypeSymbol type) => ShapeOf(type.WithoutNullable()) is null or JsonShape.Any or JsonShape.Object;

    /// <summary>Why what is written as one type cannot be read as another; null when it can, or may.</summary>
    /// <param name="read">The type that is read.</param>
    /// <param name="written">The type that is written.</param>
    /// <param name="path">What messages call it.</param>
    public string? Problem(ITypeSymbol read, ITypeSymbol written, string path) => Problem(read.WithoutNullable(), written.WithoutNullable(), path, 0);

    /// <summary>Why an object of parameters cannot be read as a type; null when it can, or may.</summary>
    public string? OfParameters(ITypeSymbol read, IReadOnlyList<IParameterSymbol> parameters, JsonOptions of, string path)
    {
        var type = read.WithoutNullable();
        if (ShapeOf(type) is not { } shape || shape is JsonShape.Any)
        {
            return null;
        }

        if (shape is not JsonShape.Object)
        {
            return $"'{path}' is an object there, and {shape.Word()} here";
        }

        return Members(type) is { } members
            ? MembersProblem(members, parameters.ToDictionary(p => Name(p, of), p => p.Type, StringComparer.OrdinalIgnoreCase), path, 0)
            : null;
    }

    private string? Problem(ITypeSymbol read, ITypeSymbol written, string path, int depth)
    {
        if (depth > MaxDepth || SymbolEqualityComparer.Default.Equals(read, written) || ShapeOf(read) is not { } here || ShapeOf(written) is not { } there || here is JsonShape.Any || there is JsonShape.Any)
        {
            return null;
        }

        // Numbers are read from texts too, where these hold one.
        if (here != there && !(here is JsonShape.Number && there is JsonShape.String))
        {
            return $"'{path}' is {there.Word()} there, and {here.Word()} here";
        }

        if (here is JsonShape.Array && ElementOf(read) is { } element && ElementOf(written) is { } other)
        {
            return Problem(element.WithoutNullable(), other.WithoutNullable(), path + "[]", depth + 1);
        }

        if (here is not JsonShape.Object || JsonPolymorphism.Has(written) || JsonPolymorphism.Has(read) || Members(read) is not { } members || Members(written) is not { } others)
        {
            return null;
        }

        var types = others.Where(m => m.CanRead && !m.IsIgnored).GroupBy(m => m.JsonName, StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First().Type, StringComparer.OrdinalIgnoreCase);
        return others.Any(m => m.IsExtensionData) ? null : MembersProblem(members, types, path, depth);
    }

    private string? MembersProblem(IReadOnlyList<SerializedMember> members, Dictionary<string, ITypeSymbol> types, string path, int depth)
    {
        foreach (var member in members.Where(m => !m.IsIgnored && !m.IsExtensionData && JsonConverters.Named(m.Symbol) is null))
        {
            var at = $"{path}.{member.JsonName}";
            var problem = types.TryGetValue(member.JsonName, out var type) ? Problem(member.Type.WithoutNullable(), type.WithoutNullable(), at, depth + 1)
                : member.IsRequiredByCompiler || member.Symbol.Attribute(JsonAttributes.Required) is not null ? $"'{at}' is required here, and there is no such member there"
                : null;
            if (problem is not null)
            {
                return problem;
            }
        }

        return null;
    }

    /// <summary>What a type looks like; null where a converter or a context decides it.</summary>
    private JsonShape? ShapeOf(ITypeSymbol type)
    {
        if (options.ContextOf(type) is not null)
        {
            return null;
        }

        if (JsonConverters.Of(type, options) is { } converter)
        {
            return JsonConverters.IsOfEnums(converter) ? JsonShape.String : null;
        }

        return JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is { } scalar ? scalar.Shape
            : type.TypeKind is TypeKind.Enum ? JsonShape.Number
            : type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } ? JsonShape.String
            : type is IArrayTypeSymbol ? JsonShape.Array
            : type is INamedTypeSymbol named && JsonCollection.Of(named) is { } collection ? collection.IsDictionary ? JsonShape.Object : JsonShape.Array
            : type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Interface ? JsonShape.Object
            : null;
    }

    private static ITypeSymbol? ElementOf(ITypeSymbol type) => type is IArrayTypeSymbol array ? array.ElementType : type is INamedTypeSymbol named ? JsonCollection.Of(named)?.Element : null;

    /// <summary>The members of a class, record or struct; null for a dictionary, or what has none of its own.</summary>
    private IReadOnlyList<SerializedMember>? Members(ITypeSymbol type) =>
        type is INamedTypeSymbol named && JsonScalars.Find(type, type.OriginalDefinition.FullMetadataName()) is null && JsonCollection.Of(named) is null
        && !ObserverForm.IsEnvelope(type) && type.OriginalDefinition.FullMetadataName() is not ("Iii.HttpRequest`1" or "Iii.HttpResponse`1")
            ? SerializedMembers.Of(named, options, out _)
            : null;

    private static string Name(IParameterSymbol parameter, JsonOptions options) =>
        parameter.Attribute(KnownNames.FromPayloadAttribute)?.ConstructorArguments.FirstOrDefault().Scalar() as string ?? options.Naming.Apply(parameter.Name);
}
