using Iii.Generators.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Iii.Generators.Json;

/// <summary>Reads what [JsonPolymorphic] and [JsonDerivedType] say.</summary>
internal static class JsonPolymorphism
{
    public static bool Has(ITypeSymbol type) => type.Attribute(JsonAttributes.Polymorphic) is not null || type.Attribute(JsonAttributes.DerivedType) is not null;

    /// <summary>The types derived from this one that are named on it, with their discriminators.</summary>
    public static IEnumerable<(INamedTypeSymbol Type, object? Discriminator)> Derived(ITypeSymbol type) =>
        from attribute in type.GetAttributes()
        where attribute.AttributeClass?.FullMetadataName() == JsonAttributes.DerivedType && attribute.ConstructorArguments.Length > 0
        let derived = attribute.ConstructorArguments[0].Scalar() as INamedTypeSymbol
        where derived is not null
        select (derived, attribute.ConstructorArguments.ElementAtOrDefault(1).Scalar());

    /// <summary>The property that says which of the types it is.</summary>
    public static string Discriminator(ITypeSymbol type) =>
        type.Attribute(JsonAttributes.Polymorphic)?.NamedArguments.FirstOrDefault(a => a.Key == "TypeDiscriminatorPropertyName").Value.Scalar() as string ?? "$type";

    /// <summary>A type above this one, or an interface of it, names it: then its members are also written behind a discriminator.</summary>
    public static bool IsDerived(INamedTypeSymbol type)
    {
        for (var above = type.BaseType; above is not null; above = above.BaseType)
        {
            if (Names(above))
            {
                return true;
            }
        }

        return Names(type) || type.AllInterfaces.Any(Names);

        bool Names(INamedTypeSymbol by) => Derived(by).Any(d => SymbolEqualityComparer.Default.Equals(d.Type, type));
    }

    /// <summary>The nearest type above this one, or the most derived interface of it, that names derived types; null for a type that does so itself.</summary>
    public static INamedTypeSymbol? Above(INamedTypeSymbol type)
    {
        if (Has(type) || type.IsValueType)
        {
            return null;
        }

        INamedTypeSymbol? found = null;
        for (var above = type.BaseType; above is not null && found is null; above = above.BaseType)
        {
            found = Has(above) ? above : null;
        }

        foreach (var by in type.AllInterfaces.Where(Has))
        {
            found = found is null || by.AllInterfaces.Contains(found, SymbolEqualityComparer.Default) ? by : found;
        }

        return found;
    }

    /// <summary>What the attributes say; null with the path and the reason when it is not supported, or makes no sense.</summary>
    public static JsonPolymorphicModel? Parse(JsonTypeGraph graph, INamedTypeSymbol type, string name, string path, out UnsupportedType? problem)
    {
        var settings = type.Attribute(JsonAttributes.Polymorphic)?.NamedArguments.ToDictionary(a => a.Key, a => a.Value.Scalar()) ?? [];
        var derived = Derived(type).ToArray();
        problem = Refuse(type, path, settings, derived, graph.Options);
        if (problem is not null)
        {
            return null;
        }

        // An abstract type is never read as itself, but what is none of the derived types may be written as it.
        var fallback = (JsonFallback)(Setting(settings, "UnknownDerivedTypeHandling") as int? ?? 0);
        string? own = null;
        if (!type.IsAbstract || fallback is not JsonFallback.None)
        {
            own = graph.TryGetBase(type, path, out problem)?.Codec;
            if (problem is not null)
            {
                return null;
            }
        }

        var found = new List<JsonDerivedType>();
        foreach (var (to, discriminator) in derived)
        {
            var at = $"{path}({to.Name})";

            // What is derived from a derived type is no matter of this type's, even where that one names it.
            if ((Has(to) ? graph.TryGetBase(to, at, out problem) : graph.TryGet(to, at, out problem)) is not { } codec)
            {
                return null;
            }

            found.Add(new JsonDerivedType(to.QualifiedNotNull(), codec.Codec, discriminator as string, discriminator as int?, IsTold(to, graph.Options), Bases(to).Count()));
        }

        var property = found.Any(d => d.Text is not null || d.Number is not null) ? Discriminator(type) : null;
        return new JsonPolymorphicModel(
            type.QualifiedNotNull(), name, type.ToDisplayString(), property, own, found.ToEquatableArray(),
            type.IsAbstract, own is not null && IsTold(type, graph.Options), fallback, IgnoresUnknown: Setting(settings, "IgnoreUnrecognizedTypeDiscriminators") is true, graph.Options.AllowsOutOfOrder);
    }

    /// <summary>What is none of the type's members matters to it, so it is told which property is the discriminator.</summary>
    public static bool IsTold(INamedTypeSymbol type, JsonOptions options)
    {
        var members = SerializedMembers.Of(type, options, out _);
        return members.Any(m => m.IsExtensionData) || JsonOthers.AreRefusedBy(type, members, options);
    }

    private static UnsupportedType? Refuse(INamedTypeSymbol type, string path, Dictionary<string, object?> settings, (INamedTypeSymbol Type, object? Discriminator)[] derived, JsonOptions options)
    {
        var property = Discriminator(type);
        if (derived.Length == 0)
        {
            return new UnsupportedType(path, $"{type.ToDisplayString()} has [JsonPolymorphic] and no [JsonDerivedType]");
        }

        if (type.IsSealed || type.IsValueType)
        {
            return new UnsupportedType(path, $"{type.ToDisplayString()} has [JsonDerivedType], and nothing can derive from it");
        }

        if (derived.Where(d => d.Discriminator is not null).GroupBy(d => d.Discriminator).Any(g => g.Count() > 1) || derived.GroupBy(d => d.Type, SymbolEqualityComparer.Default).Any(g => g.Count() > 1))
        {
            return new UnsupportedType(path, $"{type.ToDisplayString()} has two [JsonDerivedType] with the same type or the same discriminator");
        }

        foreach (var (to, _) in derived)
        {
            var at = $"{path}({to.Name})";
            if (to.IsUnboundGenericType || to.TypeKind is not TypeKind.Class || to.IsAbstract || !Bases(to).Contains(type, SymbolEqualityComparer.Default))
            {
                return new UnsupportedType(at, "a derived type is a class that derives from the type, and not abstract");
            }

            if (JsonConverters.Named(to) is not null)
            {
                return new UnsupportedType(at, $"{to.ToDisplayString()} has an attribute that is not supported for a derived type");
            }

            // The names with a dollar are of the metadata, read without regard to the members.
            var clash = SerializedMembers.Of(to, options, out var _).FirstOrDefault(m => string.Equals(m.JsonName, property, StringComparison.OrdinalIgnoreCase) || m.JsonName.StartsWith("$", StringComparison.Ordinal));
            if (clash is not null)
            {
                return new UnsupportedType($"{at}.{clash.Name}", $"it can not be told from the discriminator '{property}'");
            }
        }

        return null;
    }

    private static IEnumerable<ITypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            yield return implemented;
        }
    }

    private static object? Setting(Dictionary<string, object?> settings, string name) => settings.TryGetValue(name, out var value) ? value : null;
}
